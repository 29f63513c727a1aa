import { AGENTS, type InstanceAgent } from '../connect-instance/agents.ts'
import { ConnectApiError } from './connect-api-error.ts'

/** An agent as `DescribeUser` and `SearchUsers` answer them. */
export interface UserRecord {
  readonly Id: string
  readonly Arn: string
  readonly Username: string
  readonly IdentityInfo: { readonly FirstName: string; readonly LastName: string }
  readonly PhoneConfig: { readonly PhoneType: 'SOFT_PHONE'; readonly AutoAccept: boolean }
}

/** The user of that id, or `ResourceNotFoundException`. */
export function userWithId(id: string): UserRecord {
  const agent = AGENTS.find((agent) => agent.id === id)
  if (agent === undefined) throw new ConnectApiError('ResourceNotFoundException', 404)
  return userRecord(agent)
}

/**
 * The users that satisfy a `SearchCriteria`: a `StringCondition`, or any depth of `AndConditions` and `OrConditions`.
 *
 * Without criteria it is everybody. Comparison ignores case: who needs the exact username compares it again. Criteria
 * of another shape, or on a field that is not played, are an `InvalidRequestException`.
 */
export function searchUsers(criteria: unknown): readonly UserRecord[] {
  return AGENTS.filter((agent) => criteria === undefined || satisfies(agent, criteria)).map(userRecord)
}

function satisfies(agent: InstanceAgent, criteria: unknown): boolean {
  const { StringCondition, AndConditions, OrConditions } = fieldsOf(criteria)
  const verdicts = [
    ...(StringCondition === undefined ? [] : [compares(agent, fieldsOf(StringCondition))]),
    ...(AndConditions === undefined ? [] : [listOf(AndConditions).every((each) => satisfies(agent, each))]),
    ...(OrConditions === undefined ? [] : [listOf(OrConditions).some((each) => satisfies(agent, each))]),
  ]
  if (verdicts.length === 0) throw invalid()
  return verdicts.every(Boolean)
}

function compares(agent: InstanceAgent, condition: Readonly<Record<string, unknown>>): boolean {
  const { FieldName, Value, ComparisonType } = condition
  if (typeof FieldName !== 'string' || typeof Value !== 'string') throw invalid()
  const field = fieldOf(agent, FieldName).toLowerCase()
  const value = Value.toLowerCase()
  switch (ComparisonType) {
    case 'EXACT':
      return field === value
    case 'STARTS_WITH':
      return field.startsWith(value)
    case 'CONTAINS':
      return field.includes(value)
    default:
      throw invalid()
  }
}

function fieldOf(agent: InstanceAgent, name: string): string {
  switch (name.toLowerCase()) {
    case 'username':
      return agent.username
    case 'firstname':
      return agent.firstName
    case 'lastname':
      return agent.lastName
    case 'resourceid':
      return agent.id
    default:
      throw invalid()
  }
}

function userRecord(agent: InstanceAgent): UserRecord {
  return {
    Id: agent.id,
    Arn: agent.arn,
    Username: agent.username,
    IdentityInfo: { FirstName: agent.firstName, LastName: agent.lastName },
    PhoneConfig: { PhoneType: 'SOFT_PHONE', AutoAccept: false },
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw invalid()
  return { ...value }
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid()
  return value
}

function invalid(): ConnectApiError {
  return new ConnectApiError('InvalidRequestException', 400)
}
