import type { CallScopedConfig } from '../../src/config.ts'
import { possibleSets } from '../../src/domain/site-policy.ts'
import type { LenientBroker } from './lenient-broker.ts'

/**
 * Settings that stand in both places and say two things: each pair by name, without a value.
 *
 * The broker's are the ones that count; where the widget says otherwise, agents are offered what is then refused.
 */
export function disagreements(widget: CallScopedConfig, { config: broker, bad }: LenientBroker): readonly string[] {
  const { search, signIn } = widget
  const { policy } = broker
  const sets = search.sets ?? possibleSets(search.recordNumberSystems)
  const pairs: readonly (readonly [widget: string, broker: string, one: unknown, other: unknown])[] = [
    ['broker.url', 'BROKER_URL', widget.broker.url.replace(/\/+$/, ''), broker.url],
    ['signIn.issuer', 'AGENT_ISSUER', signIn.issuer, broker.agents.issuer],
    ['signIn.audience', 'AGENT_AUDIENCE', signIn.audience, broker.agents.audience],
    ['signIn.clientId', 'AGENT_CLIENT_ID', signIn.clientId, broker.agents.clientId],
    ['signIn.usernameClaim', 'AGENT_USERNAME_CLAIM', signIn.usernameClaim, broker.agents.usernameClaim],
    ['search.phone', 'SITE_PHONE_SEARCH', search.phone, policy.phoneSearch],
    ['search.country', 'SITE_COUNTRY', search.country, policy.country],
    [
      'search.recordNumberSystems',
      'SITE_RECORD_NUMBER_SYSTEMS',
      search.recordNumberSystems,
      policy.recordNumberSystems,
    ],
    ['search.sets', 'SITE_SEARCH_SETS', [...sets].sort(), [...policy.searchSets].sort()],
    ['search.ownNumbers', 'SITE_OWN_NUMBERS', [...search.ownNumbers].sort(), [...policy.ownNumbers].sort()],
    ['search.outbound', 'OUTBOUND_LOOKUP', search.outbound, policy.outboundLookup],
    ['search.otherChannels', 'OTHER_CHANNELS_LOOKUP', search.otherChannels, policy.otherChannels],
    ['search.appointments', 'SITE_APPOINTMENTS', search.appointments, broker.appointments],
    ['search.certainMatch', 'SITE_CERTAIN_MATCH', search.certainMatch, broker.certainMatch],
    ['verification', 'SITE_VERIFICATION', inOneOrder(widget.verification), inOneOrder(policy.verification)],
    ['emergency', 'SITE_EMERGENCY', widget.emergency, policy.emergency],
  ]
  return pairs
    .filter(([, setting, one, other]) => !bad.has(setting) && JSON.stringify(one) !== JSON.stringify(other))
    .map(([ofWidget, ofBroker]) => `${ofWidget} and ${ofBroker}: want to say the same`)
}

function inOneOrder({
  required,
  atLeast,
  of,
}: CallScopedConfig['verification'] | LenientBroker['config']['policy']['verification']) {
  return { required: [...required].sort(), atLeast: of.length === 0 ? 0 : atLeast, of: [...of].sort() }
}
