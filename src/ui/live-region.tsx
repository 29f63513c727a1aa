/** The one place that is read aloud as it changes; politely, so that it waits for the agent's own words. */
export function LiveRegion({ text }: { readonly text: string }) {
  return <output className="only-read-aloud">{text}</output>
}
