'use client'

import { useEffect, type RefObject } from 'react'
import { markPattern, matchPieces } from '#lib/run-view/text-marks.ts'

/** As `::highlight()` of globals.css names it. */
const highlightName = 'found'
/** More text and marks than these are not looked at: what is in view is far less. */
const maxCharacters = 1_000_000
const maxMarks = 2_000
const blocks = 'p, li, div, td, th, pre, dd, dt, h1, h2, h3, h4, blockquote, button, [role="gridcell"]'

/**
 * Marks some texts wherever they stand in an element, also in what is drawn later. The browser paints the marks over
 * the text: nothing that draws it has to know of them. Only one element of a page is marked at a time.
 */
export function useTextMarks(root: RefObject<HTMLElement | null>, texts: readonly string[]): void {
  const wanted = texts.join('\n')
  useEffect(() => {
    const element = root.current
    const pattern = markPattern(wanted.split('\n'))
    if (element === null || pattern === null || !('highlights' in CSS)) return
    const highlight = new Highlight()
    CSS.highlights.set(highlightName, highlight)
    let frame = 0
    const mark = () => {
      frame = 0
      highlight.clear()
      for (const range of markedRanges(element, pattern)) highlight.add(range)
    }
    const markSoon = () => {
      if (frame === 0) frame = requestAnimationFrame(mark)
    }
    const observer = new MutationObserver(markSoon)
    observer.observe(element, { childList: true, subtree: true, characterData: true })
    markSoon()
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
      CSS.highlights.delete(highlightName)
    }
  }, [root, wanted])
}

function markedRanges(root: HTMLElement, pattern: RegExp): Range[] {
  const ranges: Range[] = []
  for (const nodes of textsByBlock(root)) {
    for (const { first, from, last, to } of matchPieces(
      nodes.map(({ data }) => data),
      pattern,
    )) {
      const [begin, end] = [nodes[first], nodes[last]]
      if (begin === undefined || end === undefined || ranges.length >= maxMarks) return ranges
      const range = new Range()
      range.setStart(begin, from)
      range.setEnd(end, to)
      ranges.push(range)
    }
  }
  return ranges
}

/** The text nodes that are read as one line of thought: what lies in the same block. */
function textsByBlock(root: HTMLElement): Iterable<Text[]> {
  const groups = new Map<Element | null, Text[]>()
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  let characters = 0
  for (let node = walker.nextNode(); node !== null && characters < maxCharacters; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue
    characters += node.data.length
    const block = node.parentElement?.closest(blocks) ?? null
    const group = groups.get(block)
    if (group === undefined) groups.set(block, [node])
    else group.push(node)
  }
  return groups.values()
}
