import type { Screen } from './played-world.ts'
import type { Seat } from './seat.ts'
import type { SeatPage } from './seat-page.ts'
import type { SeatChart } from './seat-parts.ts'
import type { SentRequest } from './slow-broker.ts'

/** What a rule is held against, after every step of a race. */
export interface SeatScene {
  readonly seat: Seat
  /** What was sent, and which charts were shown, in the last step. */
  readonly sent: readonly SentRequest[]
  readonly shown: readonly SeatChart[]
  /** Whether the last step was a snapshot of what is. */
  readonly isTold: boolean
}

/** The rules no interleaving may break. Each tells whether it holds. */
export const seatRules = {
  'a token of one contact stands in no request for another (R17, R44)': ({ seat, sent }: SeatScene) =>
    sent.every(({ bearer, contactId }) => (seat.broker.issued.get(bearer) ?? contactId) === contactId),

  'nothing is sent for a contact that is not here (R45)': ({ sent }: SeatScene) =>
    sent.every(({ isTimely }) => isTimely),

  'a page searches a contact by itself once at most (R46)': ({ seat }: SeatScene) => seat.pages.every(isModest),

  'a screen reads only an answer to its own question of its own contact (R44)': ({ seat }: SeatScene) =>
    seat.pages.every(({ desk }) => isOwn(desk.screen())),

  'a chart opens only on a press, for that very contact while it lives (R47, R48)': ({ shown }: SeatScene) =>
    shown.every(({ press, patient, wasLive }) => wasLive && isOfItsScreen(patient, press?.screen ?? null)),

  'a page that was loaded anew opens nothing that was pressed before (R46, R48)': ({ shown }: SeatScene) =>
    shown.every(({ load, pressLoad }) => load === 1 || load === pressLoad),

  'a press opens one chart at most (R42, R46)': ({ seat }: SeatScene) =>
    new Set(seat.charts.map(({ press }) => press)).size === seat.charts.length,

  'a chart opens only after the broker wrote it down (R24)': ({ shown }: SeatScene) =>
    shown.every(({ wasWritten }) => wasWritten),

  'nothing is kept for a contact that left (R45, R55)': ({ seat }: SeatScene) =>
    seat.pages.every(({ desk, truth }) => desk.kept().every((contactId) => truth.isHere(contactId))),

  'one tab at most shows calls (R46)': ({ seat }: SeatScene) => seat.pages.length <= 1,

  'a live call of the newest snapshot stands on the desk (R46, R81)': ({ seat, isTold }: SeatScene) =>
    !isTold || seat.pages.every(hasAllLive),

  'the banner of an open chart comes back with a call that only flickered (R52)': ({ seat }: SeatScene) =>
    seat.pages.every((page) => page.withChart().every((contactId) => page.desk.opened().includes(contactId))),

  'nothing is shown of a softphone that was silent, until it tells its state anew (R81)': ({ seat }: SeatScene) =>
    seat.pages.every(({ isSilent, desk }) => !isSilent || desk.screen() === null),

  'no chart opens after a sleep, until the softphone tells its state anew (R81)': ({ shown }: SeatScene) =>
    shown.every(({ wasSilent }) => !wasSilent),
}

export type SeatRule = keyof typeof seatRules

function isModest({ searches }: SeatPage): boolean {
  const alone = searches.filter(({ isByAgent, isRepeat }) => !isByAgent && !isRepeat).map(({ contactId }) => contactId)
  return new Set(alone).size === alone.length
}

function isOwn(screen: Screen | null): boolean {
  if (screen === null || screen.answer === null) return true

  const { contactId, question, answer } = screen
  const { to } = answer
  const isToQuestion = question !== null && to.search === question.search && to.serial > question.askedAfter
  const patients = answer.kind === 'found' ? answer.patients : []
  return isToQuestion && to.contactId === contactId && patients.every(({ id }) => id.startsWith(`${contactId}.`))
}

function isOfItsScreen(patient: string, screen: Screen | null): boolean {
  return screen?.answer?.kind === 'found' && isOwn(screen) && screen.answer.patients.some(({ id }) => id === patient)
}

function hasAllLive({ shownLive, shownEnded, desk }: SeatPage): boolean {
  const kept = desk.kept()
  return [...shownLive].every((contactId) => shownEnded.has(contactId) || kept.includes(contactId))
}
