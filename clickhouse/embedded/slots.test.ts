import { expect, test } from 'vitest'
import { Slots } from './slots.ts'

const never = new AbortController().signal

test('lets through as many as there are, the rest in order', async () => {
  const slots = new Slots(1)
  const order: string[] = []
  const first = await slots.take(never)
  const waiting = ['a', 'b'].map(async (name) => {
    const release = await slots.take(never)
    order.push(name)
    release()
    release()
  })
  expect(order).toEqual([])
  first()
  await Promise.all(waiting)
  expect(order).toEqual(['a', 'b'])
})

test('who leaves the queue does not take a slot', async () => {
  const slots = new Slots(1)
  const release = await slots.take(never)
  const leaving = new AbortController()
  const left = slots.take(leaving.signal)
  leaving.abort(new Error('gone'))
  await expect(left).rejects.toThrow('gone')
  release()
  const again = await slots.take(never)
  again()
})

test('who takes all runs alone', async () => {
  const slots = new Slots(2)
  const first = await slots.take(never)
  const order: string[] = []
  const alone = slots.takeAll(never).then((release) => {
    order.push('alone')
    release()
  })
  const later = slots.take(never).then((release) => {
    order.push('later')
    release()
  })
  expect(order).toEqual([])
  first()
  await Promise.all([alone, later])
  expect(order).toEqual(['alone', 'later'])
})
