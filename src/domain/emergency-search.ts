/** Searching for a contact in an emergency, while Connect cannot say whose it is (R16). */
import { noNumber } from './ani.ts'
import type { Contact } from './contact.ts'
import type { SitePolicy } from './site-policy.ts'

/** An emergency that the agent began for a contact. It ends when Connect answers, and with the contact. */
export interface EmergencySearch {
  /** How many questions had been put before: the later ones are those of the emergency. */
  readonly askedBefore: number
}

/** What of a session says whether an emergency is on. */
interface Standing {
  readonly contact: Contact
  readonly asked: number
  readonly emergencySearch: EmergencySearch | null
}

/**
 * The contact as far as it counts. In an emergency nobody confirmed whose call it is, so its number is neither searched by nor
 * compared with; the agent still sees it.
 */
export function countedContact({ contact, emergencySearch }: Pick<Standing, 'contact' | 'emergencySearch'>): Contact {
  return emergencySearch === null ? contact : { ...contact, ani: noNumber }
}

/** Whether an emergency is on for which nothing was searched yet: the agent can still step out of it. */
export function isEmergencyUnused({ asked, emergencySearch }: Pick<Standing, 'asked' | 'emergencySearch'>): boolean {
  return emergencySearch !== null && asked === emergencySearch.askedBefore
}

/** Whether the site lets agents search in an emergency, and there is a set of facts to do so that holds no number of the call. */
export function allowsEmergencySearch({
  emergency,
  searchSets,
}: Pick<SitePolicy, 'emergency' | 'searchSets'>): boolean {
  return emergency === 'allowed' && searchSets.some((set) => set !== 'name-sex-and-telephone')
}
