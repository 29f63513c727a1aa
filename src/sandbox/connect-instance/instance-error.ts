export type InstanceErrorType = 'ResourceNotFoundException' | 'InvalidStateException' | 'BadRequestException'

/** A verb the instance refuses, by the name Amazon Connect gives the refusal. The message holds no patient data. */
export class InstanceError extends Error {
  readonly type: InstanceErrorType

  constructor(type: InstanceErrorType, message: string) {
    super(message)
    this.name = 'InstanceError'
    this.type = type
  }
}
