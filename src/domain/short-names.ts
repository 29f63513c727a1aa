/** Given names and the short forms people are called by. */

/**
 * Short forms that do not begin as the long name does, and families of names that share one; folded. English and
 * Spanish, as heard in the United States. Where a short form is simply the beginning (Dan, Alex, Chris), no entry is
 * needed.
 */
const families: readonly string[] = [
  'william bill billy will willy willie liam',
  'robert bob bobby rob robbie bert',
  'richard dick rick ricky rich richie',
  'john jack johnny',
  'james jim jimmy jamie',
  'edward ed eddie ned ted teddy',
  'theodore ted teddy theo',
  'charles charlie chuck chaz carlos',
  'henry hank harry',
  'anthony tony',
  'joseph joe joey',
  'michael mike mikey mick mickey',
  'thomas tom tommy',
  'lawrence larry',
  'gerald jerry gerry',
  'andrew andy drew',
  'stephen steve steven stevie',
  'kenneth ken kenny',
  'donald don donny',
  'david dave davey',
  'margaret peggy meg maggie marge margie greta rita daisy',
  'elizabeth liz lizzie betty beth betsy bess eliza libby lisa',
  'katherine catherine kathryn kate katie kathy cathy kitty kit',
  'mary molly polly mae mamie',
  'patricia pat patty patsy trish tricia',
  'dorothy dot dottie dolly',
  'sarah sally sadie',
  'susan sue susie suzy',
  'barbara barb babs',
  'deborah deb debbie debby',
  'jennifer jen jenny',
  'rebecca becky becca',
  'virginia ginny ginger',
  'eleanor ellie nell nora',
  'helen ellen nell',
  'ann anne anna annie nancy',
  'frances fran fanny frankie',
  'alexander alexandra sandy sasha lex',
  'francisco paco pancho kiko cisco frank',
  'jose pepe chepe joe',
  'ignacio nacho',
  'jesus chuy chucho',
  'guadalupe lupe lupita',
  'enrique kike quique',
  'guillermo memo willy',
  'eduardo lalo edu',
  'rosario chayo charo',
  'dolores lola',
  'concepcion concha conchita',
  'isabel chabela isa',
  'antonio tono tony',
  'roberto beto berto',
  'alberto beto berto',
  'refugio cuca cuco',
  'mercedes meche',
  'consuelo chelo',
  'graciela chela',
  'maria mari marita mia',
]

const byName = new Map<string, Set<number>>()
for (const [family, names] of families.entries()) {
  for (const name of names.split(' ')) byName.set(name, (byName.get(name) ?? new Set()).add(family))
}

/** Shorter beginnings are shared by too many names: `Jo` begins Joseph, Joan and Jonas. */
const shortestBeginning = 3

/**
 * Tells whether one of two folded given names is a short form of the other, or both are of one long name: Bill and
 * William, Ted and Ned, Dan and Daniel, Lupe and Guadalupe.
 */
export function isShortForm(one: string, other: string): boolean {
  const families = byName.get(one)
  const others = byName.get(other)
  if (families !== undefined && others !== undefined && [...families].some((family) => others.has(family))) return true

  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  // Daniel and Daniela are two names; Dan is short for either.
  return short.length >= shortestBeginning && long.length - short.length > 1 && long.startsWith(short)
}
