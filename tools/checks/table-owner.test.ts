import { describe, expect, test } from 'vitest'
import { findTrespassers, readDoors } from './table-owner.ts'

const map = { people: [], calls: ['people'], dialer: ['calls'], metrics: ['calls'] }
const doors = ['people.on_duty']
const complaints = (domain: string, text: string): string[] =>
  findTrespassers([{ path: `domains/${domain}/server/store.ts`, text }], map, doors)

describe('a domain', () => {
  test('queries its own tables', () => {
    expect(complaints('calls', `db.selectFrom('calls.call as c').innerJoin('calls.signal', 'a', 'b')`)).toEqual([])
  })

  test.each([
    `db.selectFrom('people.person as p')`,
    `db.selectFrom(['calls.call', 'people.person'])`,
    `db.insertInto('people.person').values(row)`,
    `db.updateTable('people.person').set(row)`,
    `db.deleteFrom('people.person')`,
    `db.selectFrom('calls.call').leftJoin('people.person as p', 'p.id', 'call.agentId')`,
    'sql`select 1 from people.person where id = 1`.execute(db)',
    'sql<{ id: string }>`delete from people.person`.execute(db)',
    `client.query({ name: 'x', text: 'insert into people.person (id) values ($1)' })`,
    'const statement = `with late as (select id from calls.call)\n select * from people.person, late`',
  ])('does not reach into the tables of another: %s', (text) => {
    expect(complaints('calls', text)).toEqual([
      'domains/calls/server/store.ts names people.person: domain calls may query its own schema and published views only',
    ])
  })

  test('does not take over the schema of another', () => {
    expect(complaints('calls', `db.withSchema('people').selectFrom('person')`)).toHaveLength(1)
  })

  test('may read what another publishes, if the map lets it use that domain', () => {
    expect(complaints('metrics', `db.selectFrom('calls.call_fact')`)).toEqual([])
    expect(complaints('metrics', `db.selectFrom('calls.callFact as f')`)).toEqual([])
    expect(complaints('calls', `db.selectFrom('people.onDuty')`)).toEqual([])
    expect(complaints('metrics', `db.selectFrom('people.on_duty')`)).toHaveLength(1)
  })

  test('may name events, aliases and comments as it likes', () => {
    const text = `
      // the rows of people.person are not ours
      export const on = { 'people.left': 1 }
      announce(tx, 'people.left')
      sql\`select c.id, 'people.left' from calls.call c -- not people.person\``
    expect(complaints('calls', text)).toEqual([])
  })
})

describe('a door in SQL', () => {
  test('is a line of the migration that publishes it', () => {
    const text = '-- door: people.on_duty\ncreate view people.on_duty as select 1;\n'
    expect(readDoors([{ path: 'database/migrations/0002_people.sql', text }])).toEqual(['people.on_duty'])
  })
})
