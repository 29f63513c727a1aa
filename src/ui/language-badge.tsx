import type { InterpreterNeed, Patient } from '../domain/patient.ts'
import type { Messages } from './messages-en.ts'
import { useMessages } from './messages.ts'
import { isSpokenAt, showLanguage } from './show-language.ts'
import { usePanelParts } from './panel-parts.ts'

/**
 * Which language to speak, where it is not the site's, and whether to fetch an interpreter. It identifies nobody, so it
 * stands there from the first row on. Nothing is shown where Epic says nothing.
 */
export function LanguageBadge({ patients }: { readonly patients: readonly Patient[] }) {
  const { site } = usePanelParts()
  const words = useMessages()
  const shown = showNeed(patients, site.locale, words)
  return shown === null ? null : <span className="chip language">{shown}</span>
}

/** `Spanish · interpreter?`, where all of the patients have one and the same need that is not the site's; null otherwise. */
function showNeed(patients: readonly Patient[], siteLocale: string, words: Messages): string | null {
  const [first, ...others] = patients
  if (first === undefined || others.some((other) => !isSameNeed(first, other))) return null

  const { language, interpreter } = first
  const isForeign = language !== null && !isSpokenAt(siteLocale, language)
  if (!isForeign && interpreter !== 'needed') return null
  const need = interpreter === 'not-needed' ? null : words.interpreter[interpreter ?? 'unsaid']
  return [isForeign ? showLanguage(language, words.locale) : null, need].filter((part) => part !== null).join(' · ')
}

function isSameNeed(one: NeedOf, other: NeedOf): boolean {
  return one.language === other.language && one.interpreter === other.interpreter
}

interface NeedOf {
  readonly language: string | null
  readonly interpreter: InterpreterNeed | null
}
