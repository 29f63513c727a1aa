import { loadTable, priceTable } from './scale/table.ts'

/** `npm run scale`: plays contact centres of several sizes, and prints the tables of docs/scale.md. */
console.log(`${loadTable()}\n\n${priceTable()}`)
