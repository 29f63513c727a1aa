import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react'

interface Voice {
  say(this: void, text: string): void
  unsay(this: void, text: string): void
}

const VoiceContext = createContext<Voice>({ say: () => undefined, unsay: () => undefined })

/**
 * The one place that is read aloud as it changes; politely, so that it waits for the agent's own words. It stands there
 * from the start: screen readers pass over a region that comes with its text.
 */
export function LiveRegion({ children }: { readonly children: ReactNode }) {
  const [{ voice, speakIn }] = useState(createVoice)
  return (
    <VoiceContext value={voice}>
      {children}
      <output className="only-read-aloud" ref={speakIn} />
    </VoiceContext>
  )
}

/**
 * Says the latest; what comes with one and the same change is said together, in the order in which it is read. The text
 * stands in the page alone: React would keep the one before it, with a name in it, after the contact is over (R55).
 */
function createVoice(): { readonly voice: Voice; speakIn(this: void, region: HTMLElement | null): void } {
  let region: HTMLElement | null = null
  let said: readonly string[] = []
  let isOneChange = false
  const show = (texts: readonly string[]) => {
    said = texts
    if (region !== null) region.textContent = texts.join('. ')
  }
  const voice: Voice = {
    say(text) {
      show(isOneChange ? [...said, text] : [text])
      isOneChange = true
      queueMicrotask(() => {
        isOneChange = false
      })
    },
    unsay: (text) => {
      if (said.includes(text)) show(said.filter((other) => other !== text))
    },
  }
  const speakIn = (element: HTMLElement | null) => {
    region = element
  }
  return { voice, speakIn }
}

interface Props {
  readonly text: string
  /** Whether only changes are read, because what stands there at first is said by something else. */
  readonly isQuietAtFirst?: boolean
}

/** Has a text read aloud, now and whenever it changes; the latest wins. It goes from the region with this component. */
export function Announce({ text, isQuietAtFirst = false }: Props) {
  const { say, unsay } = use(VoiceContext)
  const first = useRef(text)
  useEffect(() => {
    if (text === '' || (isQuietAtFirst && text === first.current)) return undefined
    say(text)
    return () => unsay(text)
  }, [say, unsay, text, isQuietAtFirst])
  return null
}
