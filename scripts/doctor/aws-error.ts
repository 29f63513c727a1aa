/** The name that AWS gave a failure, such as `AccessDeniedException`, looked for in its causes; `Unknown` where there is none. */
export function awsErrorOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (
      /^[A-Z]\w+(?:Exception|Error)$/.test(cause.name) &&
      !['IntegrationError', 'SigningKeyError'].includes(cause.name)
    )
      return cause.name
  }
  return 'Unknown'
}

/** Names by which AWS refuses a right. */
export const deniedNames: readonly string[] = ['AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation']

/** Names that say that this computer is nobody to AWS. */
export const unknownNames: readonly string[] = [
  'CredentialsProviderError',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'ExpiredTokenException',
  'MissingAuthenticationTokenException',
  'InvalidClientTokenId',
]
