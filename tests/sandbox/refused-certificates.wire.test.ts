import { expect, it } from 'vitest'
import { makeCertificates } from '../../src/sandbox/tls/certificates.ts'
import { listenToOutput } from '../written-output.ts'
import { aRoad, namesIn } from './road.ts'

const household = '+16085550142'
const tls = await makeCertificates()

/** Of a certificate, of whoever showed it, of how Node refuses it, and of whom was asked for. */
const untold =
  /cert|tls|ssl|altname|leaf|verif|authority|expired|epic\.localhost|interconnect|127\.0\.0\.1|Kessler|555-?01/i

it.each(['expired', 'other-name', 'unknown-authority'] as const)(
  'says that Epic cannot be reached where its certificate is %s, writes that once, and nothing of why, where or of whom (R66, R79)',
  async (bad) => {
    const output = listenToOutput()
    const road = await aRoad({}, undefined, tls)
    const { token } = await road.takeCall({ number: household })
    expect(namesIn(await road.search(token, { telecom: household }))).toHaveLength(4)

    await road.sandbox.faults.turn([`epic-certificate/${bad}`])
    const holding = await road.search(token, { telecom: household })
    await road.sandbox.restartBroker()
    const withNothingHeld = await road.search(await road.callToken(contactOf(road)), { telecom: household })
    const said = output()

    for (const answer of [holding, withNothingHeld]) {
      expect([answer.status, answer.code]).toEqual([503, 'epic-unreachable'])
      expect(`${[...answer.headers].join()} ${answer.text}`).not.toMatch(untold)
    }
    const written = road.sandbox.journal.entries().filter(({ party }) => party === 'broker')
    expect(written.filter(({ facts }) => facts['outcome'] === 'epic-unreachable')).toHaveLength(2)
    expect(JSON.stringify(written)).not.toMatch(untold)
    expect(said).not.toMatch(untold)

    await road.sandbox.faults.turn([])
    expect(namesIn(await road.search(await road.callToken(contactOf(road)), { telecom: household }))).toHaveLength(4)
  },
)

/** The call that is on the line. */
function contactOf({ instance }: Awaited<ReturnType<typeof aRoad>>): string {
  const [contact] = instance.shownTo('dana.rivera')
  return contact?.contactId ?? ''
}
