import { configure, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'

// What is read aloud stands on the page twice: once for the eye, which these tests ask for, and once for the ear.
configure({ asyncUtilTimeout: 5_000, defaultIgnore: 'script, style, output.only-read-aloud' })

/** Waits for a heading, as an agent's eye does. */
export function heading(text: string | RegExp): Promise<HTMLElement> {
  return screen.findByRole('heading', { name: text })
}

/** Waits for a sentence anywhere on the page. */
export function sentence(text: string | RegExp): Promise<HTMLElement> {
  return screen.findByText(text)
}

/** The one field for the birth date. */
export function birthDateField(): HTMLInputElement {
  return screen.getByLabelText(/^birth date/i)
}

/** The rows of the list as they stand, each as one line of text. */
export function rows(): string[] {
  return screen.queryAllByRole('radio').map((radio) => radio.closest('label')?.textContent ?? '')
}

/** The row that is chosen, or null. */
export function chosenRow(): string | null {
  return rows()[screen.queryAllByRole<HTMLInputElement>('radio').findIndex((radio) => radio.checked)] ?? null
}

/** A button by what it is called. */
export function button(name: string | RegExp): HTMLElement {
  return screen.getByRole('button', { name })
}

/** The whole document, attributes and all, but for the ids that Cloudscape makes of the time and of chance: any digits may stand in them. */
export function page(): string {
  return document.documentElement.outerHTML.replaceAll(/\b\d+-\d{13}-\d{1,5}\b/g, '')
}

/** Everything that stands in the fields. */
export function typedTexts(): string[] {
  return screen.queryAllByRole<HTMLInputElement>('textbox').map(({ value }) => value)
}

/** Types where the focus is: text, and keys in braces such as `{Enter}`. */
export async function type(keys: string): Promise<void> {
  await userEvent.keyboard(keys)
}

/** Presses a button or link. */
export async function press(name: string | RegExp): Promise<void> {
  await userEvent.click(button(name))
}
