import { useEffect, useState } from 'react'
import { usePanelParts } from './panel-parts.ts'

/** The time in milliseconds since 1970, taken anew every `everyMs`; for clocks, never for decisions. */
export function useNow(everyMs: number): number {
  const { now } = usePanelParts()
  const [time, setTime] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), everyMs)
    return () => clearInterval(timer)
  }, [now, everyMs])
  return time
}

/** How many of the given moments, in milliseconds from the first showing, have passed. */
export function useMomentsPassed(moments: readonly number[]): number {
  const [passed, setPassed] = useState(0)
  const key = moments.join()
  useEffect(() => {
    const timers = key.split(',').map((moment, index) => setTimeout(() => setPassed(index + 1), Number(moment)))
    return () => timers.forEach(clearTimeout)
  }, [key])
  return passed
}
