import { describe, expect, test } from 'vitest'
import { shapeOf } from './attribute-shape.ts'
import { aboutKeys, Attributes } from './attributes.ts'

const list = (...keys: string[]) => keys.map((key, index) => ({ key, value: { intValue: String(index) } }))

describe('attribute shapes', () => {
  test('lists of the same keys share one, whatever their values', () => {
    expect(shapeOf(list('a', 'b'))).toBe(shapeOf(list('a', 'b').toReversed().toReversed()))
    expect(shapeOf(list('a', 'b'))).not.toBe(shapeOf(list('b', 'a')))
    expect(shapeOf(list('a', 'b'))).not.toBe(shapeOf(list('a')))
    expect(shapeOf([])).toBe(shapeOf([]))
  })

  test('of a key that is there twice the last value counts, at its first place', () => {
    const attributes = new Attributes(list('a', 'b', 'a'))
    expect(attributes.entries()).toEqual([
      ['a', 2],
      ['b', 1],
    ])
    expect(new Attributes(list('a', 'b')).entries()).toEqual([
      ['a', 0],
      ['b', 1],
    ])
  })

  test('keys that objects have of themselves are keys like any other', () => {
    const attributes = new Attributes(list('__proto__', 'constructor'))
    expect(attributes.get('__proto__')).toBe(0)
    expect(attributes.firstNumber(['toString', 'constructor'])).toBe(1)
    expect(attributes.has('hasOwnProperty')).toBe(false)
  })

  test('tables of names find what is there in their own order', () => {
    const table = ['c', 'b', 'a']
    expect(new Attributes(list('a', 'b')).firstText(table)).toBe('1')
    expect(new Attributes(list('b', 'a')).firstText(table)).toBe('0')
  })

  test('long lists and ever new keys are read like short known ones', () => {
    const long = list(...Array.from({ length: 100 }, (_, index) => `key.${index}`))
    expect(new Attributes(long).get('key.99')).toBe(99)
    for (let turn = 0; turn < 25_000; turn += 1) {
      const attributes = new Attributes(list(`new.${turn}`, 'same'))
      if (attributes.get('same') !== 1 || attributes.get(`new.${turn}`) !== 0) throw new Error(`turn ${turn}`)
    }
  })

  test('a question about keys is asked once for equal lists', () => {
    let asked = 0
    const isPair = aboutKeys((keys) => {
      asked += 1
      return keys.length === 2
    })
    expect([list('q', 'r'), list('q', 'r'), list('q')].map((each) => isPair(new Attributes(each)))).toEqual([
      true,
      true,
      false,
    ])
    expect(asked).toBe(2)
  })
})
