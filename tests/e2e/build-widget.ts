import { build } from 'vite'

/** Builds the widget once, as it ships; every journey serves these files. */
// oxlint-disable-next-line import/no-default-export -- Playwright demands one of its global set-up
export default async function buildWidget(): Promise<void> {
  await build({ logLevel: 'error' })
}
