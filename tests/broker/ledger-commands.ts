import * as fc from 'fast-check'
import type { Ledger } from '../../src/broker/ledger.ts'
import { isIntegrationError } from '../../src/domain/errors.ts'

export const commandBudgets = { perContact: 3, perHour: 5, perDay: 8 }

/**
 * What a ledger should have in it, counted in the plainest way: whoever was let through, and who was kept. Times do not
 * pass here; `ledger-model.test.ts` has them.
 */
export interface LedgerModel {
  readonly searches: { readonly contactId: string; readonly agentId: string }[]
  readonly found: Set<string>
  readonly used: Set<string>
  readonly looks: Map<string, number>
  readonly confirmed: Map<string, Map<string, string>>
}

export function anEmptyModel(): LedgerModel {
  return { searches: [], found: new Set(), used: new Set(), looks: new Map(), confirmed: new Map() }
}

/** The real ledgers of one site, several instances of them, and what troubles the place in which they are kept. */
export interface Instances {
  readonly ledgers: readonly Ledger[]
  /** Refuses the next requests to the place, as Amazon does above a table's capacity. */
  readonly throttle: (requests: number) => void
}

/** A rule that a ledger broke. */
export class LedgerWrong extends Error {
  override readonly name = 'LedgerWrong'
}

type LedgerCommand = fc.AsyncCommand<LedgerModel, Instances>

const mostLooks = 20

const contactId = fc.constantFrom('one', 'two', 'three')
const agentId = fc.constantFrom('dana', 'sam')
const patient = fc.constantFrom('ana', 'leo')
const grant = fc.record({ contactId, agentId })
type Grant = { readonly contactId: string; readonly agentId: string }

function command(said: string, run: (model: LedgerModel, real: Instances) => Promise<void>): LedgerCommand {
  return { check: () => true, run, toString: () => said }
}

function agree(what: string, real: unknown, model: unknown): void {
  const [one, other] = [JSON.stringify(real), JSON.stringify(model)]
  if (one !== other) throw new LedgerWrong(`${what}: the ledger says ${one}, the model ${other}`)
}

/** One of the instances, each time another. */
function instanceOf({ ledgers }: Instances, index: number): Ledger {
  const ledger = ledgers[index % ledgers.length]
  if (ledger === undefined) throw new RangeError('There is no ledger')
  return ledger
}

/** Which of these get through, asked all at once; one that cannot be answered for throttling is asked again. */
async function letThrough(asked: readonly (() => Promise<void>)[]): Promise<boolean[]> {
  return Promise.all(asked.map((ask) => patiently(ask).then(() => true, refused)))
}

function refused(error: unknown): false {
  if (isIntegrationError(error) && error.code === 'budget-spent') return false
  throw error
}

async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!isIntegrationError(error) || error.code !== 'ledger-unavailable') throw error
    }
  }
}

/** So many searches at once, each at another instance: of each budget no more may pass than are left, and no fewer. */
const searchAtOnce = (grants: readonly Grant[]) =>
  command(
    `search at once: ${grants.map(({ agentId, contactId }) => `${agentId} ${contactId}`).join(', ')}`,
    async (model, real) => {
      const passed = await letThrough(grants.map((one, index) => () => instanceOf(real, index).chargeSearch(one)))
      const through = grants.filter((_, index) => passed[index])
      model.searches.push(...through)
      const countOf = (fits: (one: Grant) => boolean) => model.searches.filter(fits).length
      for (const one of grants) {
        const ofContact = countOf((each) => each.contactId === one.contactId)
        const ofAgent = countOf((each) => each.agentId === one.agentId)
        if (ofContact > commandBudgets.perContact || ofAgent > commandBudgets.perHour) {
          throw new LedgerWrong(
            `${one.contactId} was searched for ${ofContact} times, ${one.agentId} searched ${ofAgent}`,
          )
        }
      }
      // A charge that a spent agent gives back may have stood in another's way meanwhile; alone, there is nothing in the way.
      const [only] = grants
      if (grants.length > 1 || only === undefined) return
      const before = model.searches.slice(0, model.searches.length - through.length)
      const isLeft =
        before.filter((each) => each.contactId === only.contactId).length < commandBudgets.perContact &&
        before.filter((each) => each.agentId === only.agentId).length < commandBudgets.perHour
      agree('one search', passed[0], isLeft)
    },
  )

const lookAtOnce = (contactId: string, count: number) =>
  command(`${count} looks at once of ${contactId}`, async (model, real) => {
    const looks = Array.from({ length: count }, (_, index) => {
      return () => instanceOf(real, index).chargeAppointments({ contactId, agentId: 'dana' })
    })
    const through = (await letThrough(looks)).filter((passed) => passed).length
    const before = model.looks.get(contactId) ?? 0
    agree('looks', through, Math.min(count, mostLooks - before))
    model.looks.set(contactId, before + through)
  })

const keepAtOnce = (grants: readonly (Grant & { readonly patient: string })[]) =>
  command(`keep at once: ${grants.map((one) => Object.values(one).join(' ')).join(', ')}`, async (model, real) => {
    await Promise.all(
      grants.map((one, index) => patiently(() => instanceOf(real, index).keepFound(one, [one.patient]))),
    )
    for (const one of grants) model.found.add(JSON.stringify([one.agentId, one.contactId, one.patient]))
  })

const ask = (one: Grant, patient: string) =>
  command(`was ${patient} found by ${one.agentId} for ${one.contactId}?`, async (model, real) => {
    const known = model.found.has(JSON.stringify([one.agentId, one.contactId, patient]))
    for (const ledger of real.ledgers) agree('found', await patiently(() => ledger.wasFound(one, patient)), known)
  })

const useAtOnce = (key: string, count: number) =>
  command(`${count} use ${key} at once`, async (model, real) => {
    const uses = Array.from({ length: count }, (_, index) => {
      return patiently(() => instanceOf(real, index).useOnce(key, 60_000))
    })
    const first = (await Promise.all(uses)).filter((isFirst) => isFirst).length
    agree('first uses', first, model.used.has(key) ? 0 : 1)
    model.used.add(key)
  })

const free = (key: string) =>
  command(`free ${key}`, async (model, real) => {
    await patiently(() => instanceOf(real, 0).free(key))
    model.used.delete(key)
  })

/** One contact of a chain confirms, or takes back; patients of the same chain at once, at different instances. */
const confirmAtOnce = (first: string, on: string, patients: readonly { patient: string; isBack: boolean }[]) =>
  command(`on ${on} of ${first}: ${JSON.stringify(patients)}`, async (model, real) => {
    const standing = new Map(model.confirmed.get(first))
    await Promise.all(
      patients.map(({ patient, isBack }, index) =>
        patiently(() => instanceOf(real, index).keepConfirmation(first, patient, isBack ? null : on)),
      ),
    )
    for (const { patient, isBack } of patients) {
      if (isBack) standing.delete(patient)
      else standing.set(patient, on)
    }
    model.confirmed.set(first, standing)
    for (const ledger of real.ledgers) {
      const kept = await patiently(() => ledger.confirmedOn(first))
      agree('confirmed', byPatient(kept), byPatient(standing))
    }
  })

function byPatient(standing: ReadonlyMap<string, string>) {
  return [...standing].toSorted(([one], [other]) => one.localeCompare(other))
}

const throttle = (requests: number) =>
  command(`throttle ${requests} requests`, async (_, real) => real.throttle(requests))

const key = fc.constantFrom('x', 'y')
const inChain = fc.uniqueArray(fc.record({ patient, isBack: fc.boolean() }), {
  selector: (one) => one.patient,
  minLength: 1,
  maxLength: 2,
})

/** Everything that a broker asks of its ledger, one after the other and at once. */
export const ledgerCommands = fc.commands(
  [
    fc.array(grant, { minLength: 1, maxLength: 6 }).map(searchAtOnce),
    grant.map((one) => searchAtOnce([one])),
    fc.tuple(contactId, fc.integer({ min: 1, max: 8 })).map(([one, count]) => lookAtOnce(one, count)),
    fc.array(fc.record({ contactId, agentId, patient }), { minLength: 1, maxLength: 4 }).map(keepAtOnce),
    fc.tuple(grant, patient).map(([one, who]) => ask(one, who)),
    fc.tuple(key, fc.integer({ min: 1, max: 4 })).map(([one, count]) => useAtOnce(one, count)),
    key.map(free),
    fc.tuple(contactId, contactId, inChain).map(([first, on, patients]) => confirmAtOnce(first, on, patients)),
    fc.integer({ min: 1, max: 3 }).map(throttle),
  ],
  { maxCommands: 14 },
)
