import type { CallSession } from '../domain/call-session.ts'
import type { ContactId } from '../domain/contact.ts'
import { type IntegrationErrorCode, isIntegrationError } from '../domain/errors.ts'
import { chartIdOf, type Patient } from '../domain/patient.ts'
import type { ChartWindows, Decisions } from '../domain/ports.ts'
import type { ScreenPop } from '../domain/screen-pop.ts'
import type { Verification } from '../domain/verification.ts'
import type { CallSessionStore } from './call-session-store.ts'

/** What opening a chart needs; wired at the door. */
export interface OpenChartParts {
  readonly store: CallSessionStore
  readonly decisions: Decisions
  readonly chartWindows: ChartWindows
  readonly screenPop: ScreenPop
  readonly agentUsername: string
  readonly now: () => number
}

/**
 * How long a press may wait for the decision to be written; milliseconds. Whoever writes it has 8 s (R68), so a longer wait
 * means that the machine slept meanwhile, and that nobody knows yet what became of the call (R81).
 */
const longestOpening = 15_000

/**
 * Opens Epic at the chart of the patient the agent confirmed.
 *
 * Called straight from the key or the click: the window is taken at once, while the browser still counts it as the
 * agent's own, and filled when the decision is written (R24, R42). Contact and confirmation are looked at again before
 * it is filled (R47): had the call ended meanwhile, or the machine slept, the window closes. A second press while one is
 * under way does nothing.
 * A failure ends in the session's `failure`, with the chart not opened; only a fault of our own is thrown.
 * Where the agent thought better of it meanwhile (`stopOpening`), or the call went, what was written is taken back.
 */
export async function openChart(
  parts: OpenChartParts,
  contactId: ContactId,
  patient: Patient,
  verification: Verification,
): Promise<void> {
  const { store, decisions, chartWindows } = parts
  const session = store.getSnapshot().current.get(contactId)
  if (session?.phase !== 'identifying') return

  const notOpened = (failure: IntegrationErrorCode | null) =>
    store.dispatch({ type: 'not-opened', contactId, patient: patient.id, failure })
  store.dispatch({ type: 'opening', contactId, patient })
  const opening = store.getSnapshot().current.get(contactId)
  const isStillOpening = () => store.getSnapshot().current.get(contactId) === opening
  const address = addressOf(parts, contactId, patient)
  if (address === null) return notOpened('chart-address-incomplete')

  const window = chartWindows.take()
  const pressedAt = parts.now()
  try {
    await decisions.confirm(contactId, chartIdOf(patient), verification)
  } catch (error) {
    window?.close()
    if (isStillOpening()) notOpened(isIntegrationError(error) ? error.code : null)
    if (isIntegrationError(error)) return
    throw error
  }

  if (parts.now() - pressedAt > longestOpening && isStillOpening()) notOpened(null)
  if (!isStillOpening()) {
    window?.close()
    return takeBackUnopened(parts, contactId, patient)
  }
  window?.show(address)
  const opened = { patient, verification, address, isBlocked: window === null, openedAt: parts.now() }
  store.dispatch({ type: 'opened', contactId, opened })
}

/** The agent thinks better of it before the chart is there: back to the list, with all that was typed. */
export function stopOpening({ store }: Pick<OpenChartParts, 'store'>, contactId: ContactId): void {
  const session = store.getSnapshot().current.get(contactId)
  if (session?.phase !== 'opening') return
  store.dispatch({ type: 'not-opened', contactId, patient: session.patient.id, failure: null })
}

/**
 * The record says "confirmed" of a chart that was not opened. Where it cannot be mended it stays so, which errs to the
 * safe side: nobody saw more than it says. Nothing is taken back of a patient who is being opened by another press.
 */
async function takeBackUnopened(
  { store, decisions }: OpenChartParts,
  contactId: ContactId,
  patient: Patient,
): Promise<void> {
  if (isAbout(store.getSnapshot().current.get(contactId), patient)) return
  try {
    await decisions.withdraw(contactId, chartIdOf(patient))
  } catch (error) {
    if (!isIntegrationError(error)) throw error
  }
}

/** Opens the confirmed chart once more, from a press; where the window is refused, the banner has a link, and says why. */
export function openAgain({ store, chartWindows }: OpenChartParts, contactId: ContactId): void {
  const session = store.getSnapshot().current.get(contactId)
  if (session?.phase !== 'opened') return
  const window = chartWindows.take()
  window?.show(session.opened.address)
  store.dispatch({ type: 'opened', contactId, opened: { ...session.opened, isBlocked: window === null } })
}

/**
 * Takes a confirmation back: the banner goes at once, and the audit is told. The agent closes the chart in Epic
 * themselves; nothing outside Epic can. Where it could not be written, the session's `failure` says so.
 */
export async function withdrawChart(parts: OpenChartParts, contactId: ContactId): Promise<void> {
  const session = parts.store.getSnapshot().current.get(contactId)
  if (session?.phase !== 'opened') return

  parts.store.dispatch({ type: 'withdrawn', contactId })
  try {
    await parts.decisions.withdraw(contactId, chartIdOf(session.opened.patient))
  } catch (error) {
    parts.store.dispatch({ type: 'failed', contactId, failure: 'withdrawal-not-recorded' })
    if (!isIntegrationError(error)) throw error
  }
}

function addressOf(
  { screenPop, agentUsername }: OpenChartParts,
  contactId: ContactId,
  patient: Patient,
): string | null {
  // The number of a merged record is no number of the one that survives.
  const recordNumber = patient.replacedBy === null ? (patient.recordNumbers[0]?.value ?? null) : null
  return screenPop({ fhirId: chartIdOf(patient), recordNumber, contactId, agentUsername })
}

/** Whether the chart of this patient is open here, or about to be; a merged record has the survivor's. */
function isAbout(session: CallSession | undefined, patient: Patient): boolean {
  if (session?.phase === 'opening') return chartIdOf(session.patient) === chartIdOf(patient)
  return session?.phase === 'opened' && chartIdOf(session.opened.patient) === chartIdOf(patient)
}
