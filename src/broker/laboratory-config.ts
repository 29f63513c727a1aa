import * as v from 'valibot'
import { type KeyReference, readKeyReference } from '../smart/key-reference.ts'
import { BrokerConfigError, type SigningKeyConfig } from './config.ts'

/** What the laboratory's token door has to know. */
export interface LaboratoryConfig {
  readonly fhirBaseUrl: string
  readonly clientId: string
  readonly signingKeys: SigningKeyConfig
  readonly port: number
  readonly allowedOrigins: readonly string[]
}

/** The one Epic on the network that holds no real patient. */
const publicSandbox = 'fhir.epic.com'

const laboratoryHost = v.pipe(
  v.string('is missing'),
  v.check(isOfLaboratory, `wants Epic’s public sandbox (https://${publicSandbox}/…) or a loopback host`),
)

const origins = v.pipe(
  v.string('is missing'),
  v.transform((text) => text.split(',').map((origin) => origin.trim())),
  v.check((list) => list.every(isLoopbackOrigin), 'wants origins of loopback hosts, by commas'),
)

const environment = v.object({
  LABORATORY: v.literal('direct', 'wants "direct": it gives Epic’s own system token to a page'),
  NODE_ENV: v.optional(
    v.pipe(
      v.string(),
      v.check((name) => name !== 'production', 'is production'),
    ),
  ),
  EPIC_FHIR_BASE_URL: laboratoryHost,
  EPIC_CLIENT_ID: v.string('is missing'),
  SIGNING_KEY: v.pipe(
    v.string('is missing'),
    v.transform(readKeyReference),
    v.nonNullable(
      v.custom<KeyReference | null>(() => true),
      'wants kms: before the name of a key, or a path',
    ),
  ),
  AWS_REGION: v.optional(v.string(), 'us-east-1'),
  KMS_ENDPOINT: v.optional(v.pipe(v.string(), v.check(isLoopbackUrl, 'is for the sandbox: wants a loopback host'))),
  ALLOWED_ORIGINS: origins,
  PORT: v.optional(v.pipe(v.string(), v.regex(/^\d{1,5}$/, 'wants a port')), '4410'),
})

/**
 * Reads the settings of the laboratory's token door. Without its flag, with a FHIR host that could hold real patients, with a page
 * that is not of this machine, or in production it throws `BrokerConfigError`, which names every setting and shows no value
 * (R2, R4, R83).
 */
export function readLaboratoryConfig(env: Readonly<Record<string, string | undefined>>): LaboratoryConfig {
  const read = v.safeParse(environment, env)
  if (!read.success) {
    throw new BrokerConfigError(
      new Map(read.issues.map((issue) => [v.getDotPath(issue) ?? 'settings', issue.message] as const)),
    )
  }
  const { EPIC_FHIR_BASE_URL, EPIC_CLIENT_ID, SIGNING_KEY, AWS_REGION, KMS_ENDPOINT, PORT, ALLOWED_ORIGINS } =
    read.output
  return {
    fhirBaseUrl: EPIC_FHIR_BASE_URL.replace(/\/+$/, ''),
    clientId: EPIC_CLIENT_ID,
    signingKeys: { signing: SIGNING_KEY, other: null, region: AWS_REGION, endpoint: KMS_ENDPOINT ?? null },
    port: Number(PORT),
    allowedOrigins: ALLOWED_ORIGINS,
  }
}

function isOfLaboratory(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, host } = new URL(text)
  return (protocol === 'https:' && host === publicSandbox) || isLoopback(text)
}

function isLoopbackUrl(text: string): boolean {
  return URL.canParse(text) && isLoopback(text)
}

function isLoopbackOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && isLoopback(text)
}

function isLoopback(text: string): boolean {
  return /^(?:(?:.+\.)?localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(text).hostname)
}
