import { useEffect, useEffectEvent } from 'react'

/**
 * Runs `act` when the key is pressed in a field or at a row of the panel. A key that is held counts once (R42), and a
 * press on a button or link stays that button's own.
 */
export function useKey(key: 'Enter' | 'Escape', act: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const isField = event.target instanceof HTMLInputElement || event.target === document.body
    if (event.key !== key || event.repeat || event.isComposing || !isField) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
