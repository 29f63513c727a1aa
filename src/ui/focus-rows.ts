/** Leads the arrow keys from a field into the list of candidates: to the row that is chosen, or the first one. */
export function focusRows(listId: string): void {
  const list = document.getElementById(listId)
  const row = list?.querySelector<HTMLInputElement>('input[type=radio]:checked') ?? list?.querySelector('input')
  row?.focus()
}
