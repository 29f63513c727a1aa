export type ConnectApiErrorName =
  | 'AccessDeniedException'
  | 'InternalServiceException'
  | 'InvalidRequestException'
  | 'MissingAuthenticationTokenException'
  | 'ResourceNotFoundException'
  | 'ServiceUnavailableException'
  | 'TooManyRequestsException'

/** A refusal of the Amazon Connect API under AWS's own name. The message is the name and nothing else. */
export class ConnectApiError extends Error {
  readonly status: number

  constructor(name: ConnectApiErrorName, status: number) {
    super(name)
    this.name = name
    this.status = status
  }
}
