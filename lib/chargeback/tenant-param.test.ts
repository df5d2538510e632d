import { expect, test } from 'vitest'
import { tenantOfParam, tenantParam } from './tenant-param.ts'

test.each([
  [null, '-'],
  ['-', '\\-'],
  ['\\-', '\\\\-'],
  ['acme', 'acme'],
])('the tenant %s is %s in an address, and found by it', (tenant, text) => {
  expect(tenantParam(tenant)).toBe(text)
  expect(tenantOfParam(text)).toBe(tenant)
})
