import { AGENT_STATES, type InstanceAgent } from '../connect-instance/agents.ts'
import { instanceArn } from '../connect-instance/instance-ids.ts'
import type { InstanceSettings } from '../connect-instance/instance-state.ts'
import { type InstanceQueue, QUEUES } from '../connect-instance/queues.ts'
import type { AgentConfiguration, QueueUpdate } from './agent-update.ts'

/** What an agent may do and whom they serve, as `agent::update` carries it beside the snapshot. */
export function agentConfiguration(
  agent: InstanceAgent,
  { agentLanguage }: Pick<InstanceSettings, 'agentLanguage'>,
): AgentConfiguration {
  const routingProfileARN = instanceArn('routing-profile/6b1d9a3f-0000-4000-8000-0000000000c1')
  // Streams logs the id of the queue whose ARN says `queue/agent/`; without one it complains at every line.
  const personal = { queueARN: instanceArn(`queue/agent/${agent.id}`), name: null }
  return {
    name: `${agent.firstName} ${agent.lastName}`,
    username: agent.username,
    softphoneEnabled: true,
    softphoneAutoAccept: false,
    extension: '',
    agentARN: agent.arn,
    agentPreferences: { LANGUAGE: agentLanguage },
    permissions: ['audioDeviceSettings', 'outboundCall', 'voice'],
    dialableCountries: ['us'],
    agentStates: AGENT_STATES.map(({ arn, type, name }) => ({ agentStateARN: arn, type, name })),
    routingProfile: {
      name: 'Hospital contact center',
      routingProfileARN,
      routingProfileId: routingProfileARN,
      channelConcurrencyMap: { VOICE: 2, CHAT: 2, TASK: 1 },
      defaultOutboundQueue: queueUpdate(QUEUES[0]),
      queues: [...QUEUES.map(queueUpdate), { ...personal, queueId: personal.queueARN }],
    },
  }
}

/** A queue as Streams names it: the id is the ARN. */
export function queueUpdate(queue: InstanceQueue): QueueUpdate {
  return { queueARN: queue.arn, queueId: queue.arn, name: queue.name }
}
