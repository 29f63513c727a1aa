import { readFileSync } from 'node:fs'

/**
 * Whether node_modules holds what package-lock.json asks for, by comparing it with the note npm leaves there.
 *
 * A folder that was never installed, was cut short, or belongs to another branch's lockfile answers no. Packages that
 * are optional (binaries of other platforms) may be missing. Takes a few milliseconds.
 *
 * @param {URL} root The folder of package.json, ending in a slash.
 */
export function packagesAreInstalled(root) {
  const wanted = packagesIn(new URL('package-lock.json', root))
  const installed = packagesIn(new URL('node_modules/.package-lock.json', root))
  if (wanted === null || installed === null) return false

  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = installed[path]
    if (found === undefined) return entry.optional === true || entry.devOptional === true
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null
  } catch {
    return null
  }
}
