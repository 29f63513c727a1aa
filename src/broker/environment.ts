import * as v from 'valibot'
import { isOwnNumber, mostOwnNumbers } from '../domain/own-numbers.ts'
import { areFitSets, searchSets, telephoneFormats } from '../domain/site-policy.ts'
import { isFitPolicy } from '../domain/verification-policy.ts'
import { readKeyReference } from '../smart/key-reference.ts'
import { readSecretSource } from './site-secret.ts'
import { readVerification } from './verification-setting.ts'

const word = v.pipe(v.string(), v.trim(), v.nonEmpty('is empty'))

const url = v.pipe(
  word,
  v.check(isFitUrl, 'wants an https URL without query or fragment (http for loopback hosts only)'),
  v.transform((text) => text.replace(/\/+$/, '')),
)

/** An address of a party that is played, which is on this computer or nowhere (R4). */
const playedUrl = v.pipe(
  url,
  v.check((text) => isLoopback(new URL(text).hostname), 'is for the sandbox: wants a loopback host'),
)

/** An issuer is compared as text: its closing slash is kept (OpenID Connect Discovery 1.0 §4.3). */
const issuer = v.pipe(word, v.check(isFitUrl, 'wants an https URL (http for loopback hosts only)'))

const origins = v.pipe(
  word,
  v.transform(listed),
  v.check(
    (list) => list.length > 0 && list.every(isOrigin),
    'wants origins such as https://widget.example.org, by commas',
  ),
)

const phoneFormats = v.pipe(
  word,
  v.transform((text) => listed(text).flatMap((name) => telephoneFormats.find((format) => format === name) ?? [null])),
  v.check((list) => list.length > 0 && !list.includes(null), `wants some of ${telephoneFormats.join(', ')}, by commas`),
  v.transform((list) => list.filter((format) => format !== null)),
)

const recordNumberSystems = v.pipe(
  word,
  v.transform((text) =>
    listed(text).map((entry) => {
      const [system = '', label = ''] = entry.split('|').map((part) => part.trim())
      return { system, label }
    }),
  ),
  v.check(
    (list) =>
      list.length > 0 && list.every(({ system, label }) => /^(?:urn:|https?:)\S+$/.test(system) && label !== ''),
    'wants urn:oid:…|label, by commas',
  ),
)

const sets = v.pipe(
  word,
  v.transform((text) => listed(text).flatMap((name) => searchSets.find((set) => set === name) ?? [null])),
  v.check((list) => !list.includes(null), `wants some of ${searchSets.join(', ')}, by commas`),
  v.transform((list) => list.filter((set) => set !== null)),
)

const ownNumbers = v.pipe(
  word,
  v.transform(listed),
  v.check(
    (list) => list.length > 0 && list.length <= mostOwnNumbers && list.every(isOwnNumber),
    `wants numbers such as +16085550100, by commas, ${mostOwnNumbers} at most`,
  ),
)

const verification = v.pipe(
  word,
  v.transform(readVerification),
  v.custom<NonNullable<ReturnType<typeof readVerification>>>(
    (policy) => policy !== null,
    'wants identifiers such as birth-date, name; 1 of record-number-tail, town',
  ),
)

const keyReference = v.pipe(
  word,
  v.transform(readKeyReference),
  v.check((reference) => reference !== null, 'wants kms: before a key’s ARN, id or alias/…, or a path to a PEM file'),
  v.transform((reference) => reference ?? ({ kind: 'file', path: '' } as const)),
)

const callTokenKey = v.pipe(
  word,
  v.transform(readSecretSource),
  v.check(
    (source) => source !== null,
    'wants at least 32 bytes as base64url, or kms: before a key’s ARN, id or alias/…',
  ),
  v.transform((source) => source ?? ({ kind: 'given', bytes: new Uint8Array() } as const)),
)

/** Names of tables are 3 to 255 characters (DynamoDB Developer Guide, Naming rules). */
const ledger = v.pipe(
  word,
  v.regex(/^(?:memory|dynamodb:[\w.-]{3,255})$/, 'wants memory or dynamodb:TABLE'),
  v.transform((text) => (text === 'memory' ? null : text.replace('dynamodb:', ''))),
)

const variables = v.object({
  BROKER_URL: url,
  PORT: v.optional(wholeNumber(0, 65_535), '4403'),
  ALLOWED_ORIGINS: origins,
  AGENT_ISSUER: issuer,
  AGENT_AUDIENCE: word,
  AGENT_CLIENT_ID: word,
  AGENT_USERNAME_CLAIM: v.optional(word, 'preferred_username'),
  AGENT_TOKEN_TYPE: v.optional(word, 'at+jwt'),
  AGENT_CLIENT_CLAIM: v.optional(word),
  CONNECT_INSTANCE_ID: v.pipe(word, v.regex(/^[\w-]+$/, 'wants the id of the instance, not its ARN')),
  AWS_REGION: v.pipe(word, v.regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'wants a Region such as us-east-1')),
  CONNECT_MOST_PER_SECOND: v.optional(wholeNumber(1, 1_000), '10'),
  CONNECT_ENDPOINT: v.optional(playedUrl),
  KMS_ENDPOINT: v.optional(playedUrl),
  EPIC_ENVIRONMENT: v.optional(v.picklist(['sandbox', 'non-production', 'production'])),
  EPIC_FHIR_BASE_URL: url,
  EPIC_TOKEN_URL: v.optional(url),
  EPIC_CLIENT_ID: word,
  EPIC_MOST_CONCURRENT: v.optional(wholeNumber(1, 1_000), '12'),
  EPIC_MOST_PER_SECOND: v.optional(wholeNumber(1, 1_000), '20'),
  SIGNING_KEY: keyReference,
  SIGNING_KEY_OTHER: v.optional(keyReference),
  SITE_PHONE_SEARCH: v.optional(v.picklist(['allowed', 'refused']), 'refused'),
  SITE_PHONE_FORMATS: v.optional(phoneFormats, 'e164'),
  SITE_COUNTRY: v.optional(v.picklist(['US', 'CA', 'MX', 'PR']), 'US'),
  SITE_RECORD_NUMBER_SYSTEMS: v.optional(recordNumberSystems),
  SITE_APPOINTMENTS: v.optional(v.picklist(['shown', 'hidden']), 'hidden'),
  SITE_CERTAIN_MATCH: v.optional(v.picklist(['asked', 'not-asked']), 'not-asked'),
  SITE_SEARCH_SETS: v.optional(sets),
  SITE_VERIFICATION: v.optional(verification),
  SITE_OWN_NUMBERS: v.optional(ownNumbers),
  SITE_EMERGENCY: v.optional(v.picklist(['allowed', 'refused']), 'refused'),
  OUTBOUND_LOOKUP: v.optional(v.picklist(['refused', 'allowed']), 'refused'),
  OTHER_CHANNELS_LOOKUP: v.optional(v.picklist(['refused', 'allowed']), 'refused'),
  AFTER_CALL_MINUTES: v.optional(wholeNumber(0, 15), '0'),
  BUDGET_PER_CONTACT: v.optional(wholeNumber(1, 100), '5'),
  BUDGET_PER_HOUR: v.optional(wholeNumber(1, 10_000), '40'),
  EMERGENCIES_PER_HOUR: v.optional(wholeNumber(1, 20), '3'),
  BUDGET_PER_DAY: v.optional(wholeNumber(1, 100_000), '200'),
  CALL_TOKEN_KEY: v.optional(callTokenKey),
  LEDGER: v.optional(ledger, 'memory'),
  LEDGER_ENDPOINT: v.optional(playedUrl),
  AUDIT_LOG: v.optional(word, 'stdout'),
})

/** The environment variables of the broker. `config.ts` turns them into a `BrokerConfig`. */
export const environmentSchema = v.pipe(
  variables,
  v.forward(
    v.partialCheck(
      [['SITE_SEARCH_SETS'], ['SITE_RECORD_NUMBER_SYSTEMS']],
      ({ SITE_SEARCH_SETS: chosen, SITE_RECORD_NUMBER_SYSTEMS: systems }) =>
        chosen === undefined || areFitSets(chosen, systems ?? []),
      'wants each set once, and record-number only where SITE_RECORD_NUMBER_SYSTEMS says of which system',
    ),
    ['SITE_SEARCH_SETS'],
  ),
  v.forward(
    v.partialCheck(
      [['SITE_VERIFICATION'], ['SITE_RECORD_NUMBER_SYSTEMS']],
      ({ SITE_VERIFICATION: policy, SITE_RECORD_NUMBER_SYSTEMS: systems }) =>
        policy === undefined || isFitPolicy(policy, systems !== undefined),
      'wants two identifiers or more, each kind once, one of them always the birth date or a record number of a system in SITE_RECORD_NUMBER_SYSTEMS',
    ),
    ['SITE_VERIFICATION'],
  ),
  v.forward(
    v.partialCheck(
      [['AGENT_TOKEN_TYPE'], ['AGENT_AUDIENCE'], ['AGENT_CLIENT_ID']],
      ({ AGENT_TOKEN_TYPE: type, AGENT_AUDIENCE: audience, AGENT_CLIENT_ID: client }) =>
        type !== 'none' || audience !== client,
      'wants an audience that is not the client, or ID tokens could not be told from access tokens without a type',
    ),
    ['AGENT_AUDIENCE'],
  ),
  v.forward(
    v.partialCheck(
      [['LEDGER'], ['CALL_TOKEN_KEY']],
      ({ LEDGER: table, CALL_TOKEN_KEY: key }) => table === null || key !== undefined,
      'is needed where several processes share a LEDGER',
    ),
    ['CALL_TOKEN_KEY'],
  ),
)

function wholeNumber(least: number, most: number) {
  return v.pipe(
    word,
    v.check(
      (text) => /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most,
      `wants a whole number from ${least} to ${most}`,
    ),
    v.transform(Number),
  )
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

function isFitUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(text)
  const isPlain = username === '' && password === '' && search === '' && hash === ''
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)))
}

function isOrigin(text: string): boolean {
  return isFitUrl(text) && new URL(text).origin === text && !text.includes('*')
}

/** Whether a host is this computer under one of its names. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1' || hostname === '[::1]'
}
