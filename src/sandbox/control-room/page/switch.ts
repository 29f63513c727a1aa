/** The switches of the page in words. `party` is the path they are sent to, `name` the setting of the API. */
export interface SwitchWords {
  readonly party: 'epic' | 'connect' | 'site'
  readonly name: string
  readonly title: string
  readonly note: string
  readonly positions: readonly (readonly [value: string | number | boolean, label: string])[]
}
