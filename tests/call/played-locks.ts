/** The locks of one browser, for one name: who holds it is told when another takes it (Web Locks API, `request`). */
export class PlayedLocks {
  #holder: { readonly tab: object; readonly stolen: (error: Error) => void } | null = null

  /** The browser's locks as one tab meets them. */
  of(tab: object): LockManager {
    const request = async (name: string, options: LockOptions, use: LockGrantedCallback<unknown>) => {
      if (this.#holder !== null && options.steal !== true) return use(null)
      this.#holder?.stolen(new DOMException('stolen', 'AbortError'))
      return new Promise((_resolve, reject) => {
        this.#holder = { tab, stolen: reject }
        void use({ name, mode: 'exclusive' })
      })
    }
    return { request, query: async () => ({ held: [], pending: [] }) } as unknown as LockManager
  }

  /** The tab goes, or loads anew: what it holds is free, and nobody is told. */
  release(tab: object): void {
    if (this.#holder?.tab === tab) this.#holder = null
  }
}
