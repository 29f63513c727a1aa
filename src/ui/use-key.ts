import { useEffect, useEffectEvent } from 'react'

/**
 * Runs `act` when the key is pressed in a field or at a row of the panel. A key that is held counts once (R42), and a
 * press on a button or link stays that button's own. So does Enter in what is marked `data-keeps-keys`: in the caller's
 * own name it neither searches nor opens, because the agent does not look at the patient then. Escape goes one step back
 * from there too. Both work where the focus is in no field: on the page, or on the call as a whole.
 */
export function useKey(key: 'Enter' | 'Escape', act: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event
    const isKept = key === 'Enter' && target instanceof Element && target.closest('[data-keeps-keys]') !== null
    const isNowhere = target === document.body || (target instanceof Element && target.matches('main'))
    const isOurs = (target instanceof HTMLInputElement && !isKept) || isNowhere
    if (event.key !== key || event.repeat || event.isComposing || !isOurs) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
