import type { ContactTruth } from './contact-truth.ts'
import type { Desk } from './desk.ts'
import type { Chart, PlayedWorld, Screen } from './played-world.ts'

/** What a rule is held against, after every step of a race. */
export interface Scene {
  readonly world: PlayedWorld
  readonly desk: Desk
  readonly truth: ContactTruth
  /** The charts that were shown in the last step. */
  readonly shown: readonly Chart[]
}

/** The rules no interleaving may break. Each tells whether it holds. */
export const raceRules = {
  'a screen reads only an answer to its own question of its own contact (R44)': ({ desk }: Scene) =>
    isOwn(desk.screen()),

  'a contact is searched by itself once at most (R46)': ({ world }: Scene) => {
    const byThemselves = world.searches.filter(({ isByAgent }) => !isByAgent).map(({ contactId }) => contactId)
    return new Set(byThemselves).size === byThemselves.length
  },

  'a chart opens only on a press, for that very contact while it lives, with a patient of its own answer (R47, R48)': ({
    shown,
    truth,
  }: Scene) => shown.every((chart) => isRightful(chart, truth)),

  'a press opens one chart at most (R42, R46)': ({ world }: Scene) => {
    const presses = world.charts.map(({ press }) => press)
    return new Set(presses).size === presses.length
  },

  'nothing is kept for a contact that left (R45, R55)': ({ desk, truth }: Scene) =>
    desk.kept().every((contactId) => truth.isHere(contactId)),
}

export type RaceRule = keyof typeof raceRules

function isOwn(screen: Screen | null): boolean {
  if (screen === null || screen.answer === null) return true

  const { contactId, question, answer } = screen
  const { to } = answer
  return (
    question !== null && to.contactId === contactId && to.search === question.search && to.serial > question.askedAfter
  )
}

function isRightful({ press, patient }: Chart, truth: ContactTruth): boolean {
  const screen = press?.screen
  if (press === null || screen == null || screen.answer?.kind !== 'found') return false

  const { contactId, answer } = screen
  const isStillThere = truth.isLive(contactId) && truth.life(contactId) === press.life
  const own = answer.patients.find(({ id }) => id === patient)
  return isStillThere && isOwn(screen) && own?.birthDate === press.birthDate
}
