import type { KnownMatch } from './use-certain-match.ts'

/** What Epic says of being certain; the agent goes on as before, whatever it is. */
const said: Record<KnownMatch['kind'], string> = {
  asking: 'Asking Epic whether it is certain.',
  certain: 'Epic is certain of the marked row. The choice is yours.',
  nobody: 'Epic is certain of nobody.',
  'not-certain': 'Epic is not certain: it wants more than was said.',
  several: 'Epic finds several who fit equally well.',
  'not-understood': 'Epic did not take the question whether it is certain.',
  'not-offered': 'Epic here does not answer whether it is certain.',
  'not-said': 'Epic did not say whether it is certain.',
}

/** Whether Epic is certain, in English. */
export const certainMatchEn = { mark: 'Epic is certain', said }
