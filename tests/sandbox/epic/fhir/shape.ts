/** Every path to a leaf, lists counted as one: `entry[].resource.name[].family:string`. */
export function shapeOf(value: unknown, path = ''): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((item) => [...shapeOf(item, `${path}[]`)]))
  if (typeof value !== 'object' || value === null) return new Set([`${path}:${typeof value}`])
  return new Set(Object.entries(value).flatMap(([key, inner]) => [...shapeOf(inner, `${path}.${key}`)]))
}
