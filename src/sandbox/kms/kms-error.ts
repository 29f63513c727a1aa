/** A refusal of AWS KMS under AWS's own name. The message is the name and nothing else. */
export class KmsError extends Error {
  readonly status: 400 | 500

  constructor(name: KmsErrorName) {
    super(name)
    this.name = name
    this.status = name === 'KMSInternalException' ? 500 : 400
  }
}

export type KmsErrorName =
  | 'AccessDeniedException'
  | 'DisabledException'
  | 'InvalidKeyUsageException'
  | 'KMSInternalException'
  | 'MissingAuthenticationTokenException'
  | 'NotFoundException'
  | 'SerializationException'
  | 'ThrottlingException'
  | 'UnknownOperationException'
  | 'UnsupportedOperationException'
  | 'ValidationException'
