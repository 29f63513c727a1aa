import { useState, useSyncExternalStore } from 'react'
import { chooseLocale } from '../domain/agent-locale.ts'
import { usePanelParts } from './panel-parts.ts'
import { useConnectState } from './use-connect-state.ts'

/**
 * The locale this agent works in: the language they chose in the softphone, else the browser's, as far as the site offers it.
 *
 * It stands from the moment the softphone first says whose it is, and changes between calls alone: half a birth date must
 * not begin to mean another day.
 */
export function useAgentLocale(): string {
  const { site, store } = usePanelParts()
  const { agent } = useConnectState()
  const isOnCall = useSyncExternalStore(store.subscribe, () => store.getSnapshot().current.size > 0)
  const ofSoftphone = agent?.language === undefined ? [] : [agent.language]
  const wished = chooseLocale(site, [...ofSoftphone, ...navigator.languages])
  const [standing, setStanding] = useState({ locale: wished, isSettled: false })

  const mayChange = !standing.isSettled || !isOnCall
  const isSettled = standing.isSettled || agent !== null
  if (mayChange && (standing.locale !== wished || standing.isSettled !== isSettled)) {
    setStanding({ locale: wished, isSettled })
  }
  return standing.locale
}
