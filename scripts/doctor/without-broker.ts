import type { FactCollector } from './collect-facts.ts'

/**
 * What is not there in a mode without a broker: its checks fall away.
 *
 * The settings of such a site do not say which Connect instance it is, so the instance is asked for its approved origins where
 * the environment names it.
 */
export function lackBroker(
  { put, lack }: FactCollector,
  mode: 'launch' | 'direct',
  env: Readonly<Record<string, string | undefined>>,
): void {
  const why = `the mode ${mode} has no broker`
  for (const name of ['brokerUrl', 'agents', 'epic', 'signingKeys'] as const) lack(name, why)
  for (const name of ['policy', 'appointments', 'certainMatch'] as const) lack(name, why)

  const { CONNECT_INSTANCE_ID: instanceId = '', AWS_REGION: region = '', CONNECT_ENDPOINT: endpoint = null } = env
  if (instanceId !== '' && region !== '') put('connect', [], () => ({ instanceId, region, endpoint }))
  else
    lack('connect', 'nobody said which Connect instance it is: set CONNECT_INSTANCE_ID and AWS_REGION for this command')
}
