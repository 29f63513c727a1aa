import { parseAni } from '../domain/ani.ts'
import type { Contact } from '../domain/contact.ts'
import { readHints } from '../domain/contact-attributes.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { showTelephone } from '../domain/telephone-number.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'

/**
 * The number that the customer wrote down, where the contact has none of theirs. It goes into no field and no search:
 * whoever can write attributes could have written any number (decision 9).
 */
export function NumberGiven({ contact }: { readonly contact: Contact }) {
  const { policy } = usePanelParts()
  const words = useMessages()
  const { number } = readHints(contact.attributes)
  if (number === null || contact.ani.kind === 'number') return null
  return <p className="fact">{words.contact.numberGiven(asPeopleWriteIt(number, policy.country))}</p>
}

function asPeopleWriteIt(text: string, country: SitePolicy['country']): string {
  const number = parseAni(text)
  return number.kind === 'number' ? showTelephone(number.e164, country) : text
}
