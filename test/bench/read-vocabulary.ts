import { Rng } from '#lib/demo/rng.ts'

/** Words of a support desk, the frequent ones first: sentences draw from them by Zipf's law. */
const words = `the to a of and order refund customer charge account card payment please invoice was not is for in my it
with on your have duplicate email address address status delivery shipping days policy amount bank transaction date
number request ticket team agent check confirm found item product price return replacement address warehouse carrier
tracking parcel delayed arrived damaged missing wrong size colour subscription renewal cancel upgrade plan trial month
annual discount voucher code expired login password reset verification device session security fraud suspicious dispute
chargeback merchant terminal receipt statement balance transfer pending settled currency exchange rate fee waived
escalate supervisor callback phone chat language translation document attachment contract clause liability insurance
claim assessment adjuster premium coverage deductible appointment schedule reschedule calendar timezone meeting flight
hotel booking itinerary passenger luggage visa passport weather delay compensation regulation airline gate boarding
database query index timeout latency replica cluster deploy rollback incident outage region gateway webhook payload
schema migration backlog pipeline throughput memory processor disk quota throttled retry idempotent checksum
research paper citation abstract experiment hypothesis dataset baseline benchmark variance significance correlation
recipe ingredient allergen calorie portion kitchen supplier inventory restock pallet forklift hazard inspection
straße größe façade naïve résumé café 退款 订单 請求書 возврат`.split(/\s+/)

const sentenceBytes = 96

/** Bytes of one sentence in the pool, shorter ones are filled with spaces; one text of equal slots is quick to cut in SQL. */
export type SentencePool = { text: string; count: number; bytes: number }

/** The same sentences for the same seed: the first ones of the pool are drawn most often. */
export function sentencePool(seed: number, count: number): SentencePool {
  const rng = new Rng(seed)
  const sentences = Array.from({ length: count }, () => sentence(rng))
  return { text: sentences.join(''), count, bytes: sentenceBytes }
}

function sentence(rng: Rng): string {
  let text = ''
  for (;;) {
    const word = words[Math.floor(words.length ** rng.next()) - 1] ?? 'the'
    const longer = text === '' ? word : `${text} ${word}`
    if (Buffer.byteLength(longer) > sentenceBytes - 2) break
    text = longer
  }
  return `${text}.${' '.repeat(sentenceBytes - 1 - Buffer.byteLength(text))}`
}
