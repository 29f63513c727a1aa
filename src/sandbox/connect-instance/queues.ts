import { InstanceError } from './instance-error.ts'
import { instanceArn } from './instance-ids.ts'

export interface InstanceQueue {
  readonly id: string
  readonly arn: string
  readonly name: string
}

/** The queues of the instance, the default for outbound calls first. */
export const QUEUES: readonly [InstanceQueue, ...InstanceQueue[]] = [
  queue('Appointments', 'a1'),
  queue('Nurse line', 'a2'),
  queue('Billing', 'a3'),
]

/** The queue of that name. An unknown name is refused with `ResourceNotFoundException`. */
export function queueNamed(name: string): InstanceQueue {
  const found = QUEUES.find((queue) => queue.name === name)
  if (found === undefined) throw new InstanceError('ResourceNotFoundException', 'No queue has this name')
  return found
}

function queue(name: string, ending: string): InstanceQueue {
  const id = `7c9e6679-0000-4000-8000-0000000000${ending}`
  return { id, name, arn: instanceArn(`queue/${id}`) }
}
