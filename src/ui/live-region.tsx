import {
  createContext,
  type Dispatch,
  type ReactNode,
  type SetStateAction,
  startTransition,
  use,
  useEffect,
  useRef,
  useState,
} from 'react'

const AnnounceContext = createContext<Dispatch<SetStateAction<string>>>(() => undefined)

/**
 * The one place that is read aloud as it changes; politely, so that it waits for the agent's own words. It stands there
 * from the start: screen readers pass over a region that comes with its text.
 */
export function LiveRegion({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState('')
  return (
    <AnnounceContext value={setText}>
      {children}
      <output className="only-read-aloud">{text}</output>
    </AnnounceContext>
  )
}

interface Props {
  readonly text: string
  /** Whether only changes are read, because what stands there at first is said by something else. */
  readonly isQuietAtFirst?: boolean
}

/** Has a text read aloud, now and whenever it changes; the latest wins. It goes from the region with this component. */
export function Announce({ text, isQuietAtFirst = false }: Props) {
  const announce = use(AnnounceContext)
  const first = useRef(text)
  useEffect(() => {
    if (isQuietAtFirst && text === first.current) return undefined
    // After the frame: what is drawn for the eye shall not wait for what is read aloud.
    startTransition(() => announce(text))
    return () => startTransition(() => announce((said) => (said === text ? '' : said)))
  }, [announce, text, isQuietAtFirst])
  return null
}
