// @vitest-environment jsdom
import { array, assert, constantFrom, property, record } from 'fast-check'
import { expect, it } from 'vitest'
import { lines, playCcp, playing, told } from './ccp-player.ts'
import { aCall, aConnection, agentLeg } from './played-snapshot.ts'

const then = new Date('2026-11-23T09:00:00Z')
const stateOf = (type: string) => ({ state: { type, timestamp: then } })
const held = constantFrom('connected', 'hold')
const third = constantFrom(null, 'connecting', 'connected', 'hold', 'disconnected')

/** One snapshot of a live call: who is on hold, who else is there, who listens in. */
const moment = record({ agent: held, customer: held, colleague: third, listener: constantFrom(null, 'connected') })

it('tells a live call once, and how its line stands last, whoever is held, joins, leaves or listens (R46, R82)', async () => {
  const stop = playing()
  const ccp = await playCcp()
  ccp.acknowledge()
  let run = 0

  assert(
    property(array(moment, { minLength: 1, maxLength: 20 }), (moments) => {
      run += 1
      ccp.heard.length = 0
      const contactId = `call-${run}`
      const states = moments.map(({ agent, customer, colleague, listener }) => {
        const connections = [
          { ...agentLeg, ...stateOf(agent) },
          aConnection(stateOf(customer)),
          ...(colleague === null
            ? []
            : [aConnection({ connectionId: 'c', type: 'outbound', initial: false, ...stateOf(colleague) })]),
          ...(listener === null
            ? []
            : [aConnection({ connectionId: 'm', type: 'monitoring', initial: false, ...stateOf(listener) })]),
        ]
        ccp.publish([aCall({ contactId, state: 'connected', connections })])
        return agent === 'hold' ? 'agent-on-hold' : customer === 'hold' ? 'customer-on-hold' : 'talking'
      })

      const changes = states.filter((state, place) => state !== states[place - 1])
      expect(told(ccp.heard)).toEqual([`announced ${contactId} live`])
      expect(lines(ccp.heard)).toEqual(changes.map((state) => `${contactId} ${state}`))
      ccp.publish([])
    }),
    { numRuns: 200 },
  )
  stop()
})
