/** The hospital's own numbers: its switchboard, the trunks of its telephone system, its lines for passing calls on. */
import { type Ani, parseAni } from './ani.ts'
import type { SitePolicy } from './site-policy.ts'

/** More than these make no list of a hospital's lines, and would not fit among the settings of a Lambda function. */
export const mostOwnNumbers = 100

/**
 * Whether a text is a whole number in E.164, as calls bring it: `+16085550100`.
 *
 * One of North America with a digit too few or too many is none: no call would ever come from it.
 */
export function isOwnNumber(text: string): boolean {
  const ani = parseAni(text)
  return ani.kind === 'number' && ani.e164 === text && !/^\+1(?![2-9]\d{2}[2-9]\d{6}$)/.test(text)
}

/**
 * The calling number, marked where it is one of the hospital's own. Every call that is put through comes from there, so it
 * says nothing of a patient (R64): it is shown, and neither searched by nor compared with.
 */
export function markOwn(ani: Ani, { ownNumbers }: Pick<SitePolicy, 'ownNumbers'>): Ani {
  return ani.kind === 'number' && ownNumbers.includes(ani.e164) ? { kind: 'own', e164: ani.e164 } : ani
}
