import type { Hit } from '#clickhouse/queries/spans/search-run.ts'

/** Shorter values (models, ids, flags) are facts of their own span, however often they occur. */
const LONG_TEXT = 120

const contentKey = /message|prompt|completion|input|output|argument|result|content|value|response|request|document/i
const factKey = /(model|name|id|type|count|tokens|reason|reasons|format)$/i

/**
 * Model calls hold the whole conversation again: tells hits that say something new from those that
 * repeat what the same call's new input or an earlier call already said.
 */
export class RepeatFinder {
  private readonly spansWithNews = new Set<string>()
  private readonly seen = new Map<string, string>()

  constructor(hits: readonly Hit[]) {
    for (const hit of hits) {
      if (hit.field === 'input' || hit.field === 'output') this.spansWithNews.add(hit.record_id)
      const key = keyOf(hit)
      if (!this.seen.has(key)) this.seen.set(key, hit.record_id)
    }
  }

  /** The attribute that carries a conversation whose new part is a hit itself. */
  isInInputOrOutput(hit: Hit): boolean {
    return hit.field === 'attribute' && this.spansWithNews.has(hit.record_id) && isContent(hit.name)
  }

  isRepeat(hit: Hit): boolean {
    return hit.field === 'attribute' && hit.size > LONG_TEXT && this.seen.get(keyOf(hit)) !== hit.record_id
  }
}

function isContent(key: string): boolean {
  return contentKey.test(key) && !factKey.test(key)
}

/** The same words at the same place; what follows may have been cut off by the end of a shorter history. */
function keyOf({ name, before, found }: Hit): string {
  return [name, before, found].join('\u0000')
}
