import type { ContactId } from '../domain/contact.ts'
import { IntegrationError } from '../domain/errors.ts'
import { abortable } from './abortable.ts'
import { askBroker, type BrokerRequest, type BrokerWire, readBrokerJson } from './broker-request.ts'
import { singleFlight } from './single-flight.ts'

/** What the broker gives for one contact: bound to the agent, the contact and a few searches, for five minutes at most. */
export interface CallToken {
  readonly accessToken: string
  readonly fhirBaseUrl: string
  /** Milliseconds on our own clock. */
  readonly endsAt: number
  /** An agent who had this call before confirmed somebody; a hint. */
  readonly isConfirmedEarlier: boolean
  /** Given though Connect could not say whose the contact is. */
  readonly isEmergency: boolean
}

/** What a token tells beside itself; perhaps more than once. */
export interface TokenTells {
  /** An agent who had this call before confirmed somebody. */
  readonly confirmedEarlier?: () => void
  /** Connect answered, which ends the emergency that was on. */
  readonly connectAnswered?: () => void
}

/** The token of one contact, in memory only. */
export interface CallTokenKeeper {
  /** Asks for a token that nobody waits for yet, where none is held. A failure is told to whoever needs one later. */
  askAhead(): void
  /** The token that `current` would give at once; null where one must be asked for, or the contact is over. */
  held(): CallToken | null
  /** A token with at least 30 s to live: the one held, else a new one. */
  current(signal?: AbortSignal): Promise<CallToken>
  /** A token other than `stale`, which was refused. */
  renew(stale: string, signal?: AbortSignal): Promise<CallToken>
  /**
   * Has tokens asked for in an emergency from now on, for this reason; with null, as always. The one held is dropped: a search
   * under it was refused. The emergency is over by itself when an ordinary token comes.
   */
  askInEmergency(reason: string | null): void
  /** Aborted when the contact is over. */
  readonly over: AbortSignal
  /** Drops the token and ends everything that waits for one, or works under it, with `contact-token-over`. */
  end(): void
}

/** A token this near to its end might end on its way. */
const leastLife = 30_000

/**
 * Keeps the token of one contact: asked for once by however many need it, and renewed 30 s before its end.
 *
 * The life is counted from when the answer came, in the seconds the broker named, so a wrong clock does no harm (R80).
 */
export function keepCallToken(
  contactId: ContactId,
  bearer: BrokerRequest['bearer'],
  wire: BrokerWire,
  tells: TokenTells = {},
): CallTokenKeeper {
  const contact = new AbortController()
  let held: CallToken | null = null
  let emergencyReason: string | null = null

  const ask = singleFlight(async (facts: { readonly ahead?: true }) => {
    const why = emergencyReason === null ? {} : { emergencyReason }
    const request = { path: 'token', body: { contactId, ...facts, ...why }, bearer, signals: [contact.signal] }
    const response = await askBroker(wire, request)
    const token = readCallToken(await readBrokerJson(response, contact.signal), wire)
    contact.signal.throwIfAborted()
    // What was asked for in an emergency that the agent stepped out of meanwhile is not kept.
    held = token.isEmergency && emergencyReason === null ? null : token
    if (token.isConfirmedEarlier) tells.confirmedEarlier?.()
    if (!token.isEmergency && emergencyReason !== null) {
      emergencyReason = null
      tells.connectAnswered?.()
    }
    return token
  })

  const heldNow = () => (held !== null && held.endsAt - wire.now() > leastLife ? held : null)

  const current = async (signal?: AbortSignal): Promise<CallToken> => {
    contact.signal.throwIfAborted()
    signal?.throwIfAborted()
    return heldNow() ?? (await abortable(ask({}), signal))
  }

  return {
    askAhead() {
      if (held === null) ask({ ahead: true }).catch(ignore)
    },
    held: heldNow,
    current,
    async renew(stale, signal) {
      if (held?.accessToken === stale) held = null
      return await current(signal)
    },
    askInEmergency(reason) {
      emergencyReason = reason
      held = null
    },
    over: contact.signal,
    end() {
      held = null
      contact.abort(new IntegrationError('contact-token-over'))
    },
  }
}

/** Reads the broker's answer (RFC 6749 §5.1); throws `broker-refused` for anything else, and for a facade that is not the broker's. */
function readCallToken(answer: unknown, wire: BrokerWire): CallToken {
  const { access_token, token_type, expires_in, fhir_base_url, confirmed_earlier, emergency } = {
    ...(answer as Record<string, unknown> | null),
  }
  const isToken = typeof access_token === 'string' && access_token !== '' && /^bearer$/i.test(String(token_type))
  const isTimed = typeof expires_in === 'number' && expires_in > 0
  if (!isToken || !isTimed || typeof fhir_base_url !== 'string' || !isBelow(wire.url, fhir_base_url)) {
    throw new IntegrationError('broker-refused')
  }
  const endsAt = wire.now() + expires_in * 1_000
  return {
    accessToken: access_token,
    fhirBaseUrl: fhir_base_url,
    endsAt,
    isConfirmedEarlier: confirmed_earlier === true,
    isEmergency: emergency === true,
  }
}

/** The token must not be carried to another host than the one that was configured (R27). */
function isBelow(brokerUrl: string, fhirBaseUrl: string): boolean {
  return URL.canParse(fhirBaseUrl) && new URL(fhirBaseUrl).origin === new URL(brokerUrl).origin
}

/** Whoever needs the token asks again and is told. */
function ignore(): void {}
