import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Form } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { SelectField, TextField } from '#web/ui/fields.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing } from '#web/ui/Shown.tsx'
import { Words } from '#web/ui/Values.tsx'
import {
  addRelation,
  type CustomerRecord,
  getRecord,
  type Relation,
  type RelationForm,
  removeRelation,
} from '../contract.ts'
import { text } from '../record-text.ts'
import {
  type CompanyRelation,
  companyRelations,
  type PersonRelation,
  personRelations,
  type RelationKind,
  relationWords,
} from '../relation.ts'
import { PickCustomer } from './PickCustomer.tsx'
import style from './record.module.css'

const kindOptions = [
  ...Object.entries(personRelations).map(([value, { name }]) => ({ value: value as RelationKind, text: name })),
  ...Object.entries(companyRelations).map(([value, name]) => ({ value: value as RelationKind, text: name })),
]
const isOfCompany = (kind: RelationKind | undefined): boolean => kind !== undefined && kind in companyRelations

type FormValues = { kind: RelationKind; customerId?: string; company?: string; note?: string }
const asBody = ({ kind, customerId = '', company = '', note = '' }: FormValues): RelationForm =>
  isOfCompany(kind)
    ? { kind: kind as CompanyRelation, company, note }
    : { kind: kind as PersonRelation, customerId, note }

const Other = ({ relation }: { relation: Relation }) => {
  const say = useWords()
  if (!relation.customerId) return <>{relation.company}</>
  if (relation.name === null) return <span className={style.faint}>{say(text.outOfSight)}</span>
  return (
    <Link to={'/customers/$customerId' as string} params={{ customerId: relation.customerId } as never}>
      {relation.name || say(text.nobody)}
    </Link>
  )
}

/** Family and company: who the person is to others, seen from this end. */
export const RelationsSheet = ({ record }: { record: CustomerRecord }) => {
  const say = useWords()
  const may = useMay()
  const editor = useDrawer()
  const mayChange = may(addRelation) && !record.erasedAt
  const add = useDo(addRelation, { refresh: [getRecord], done: text.saved, onDone: editor.close })
  const remove = useDo(removeRelation, { refresh: [getRecord], done: text.saved })
  const customerId = record.id
  return (
    <Sheet
      title={text.relations}
      extra={
        mayChange && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => editor.show()}>
            {say(text.addRelation)}
          </Button>
        )
      }
    >
      {record.relations.length === 0 ? (
        <Nothing words={text.noRelations} />
      ) : (
        <table className={style.lines}>
          <tbody>
            {record.relations.map((relation) => (
              <tr key={relation.id}>
                <td>
                  <Words of={relationWords(relation.kind)} />
                </td>
                <td>
                  <Other relation={relation} />
                </td>
                <td className={style.faint}>{relation.note || relation.source}</td>
                <td className={style.actions}>
                  {mayChange && (
                    <Button
                      size="small"
                      type="link"
                      danger
                      onClick={() => remove.mutate({ params: { customerId, relationId: relation.id } })}
                    >
                      {say(text.remove)}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <FormDrawer<FormValues>
        open={editor.open}
        title={text.addRelation}
        onClose={editor.close}
        onSave={(values) => add.mutateAsync({ params: { customerId }, body: asBody(values) })}
      >
        <SelectField name="kind" label={text.relationKind} required options={kindOptions} />
        <Form.Item noStyle shouldUpdate>
          {({ getFieldValue }) => {
            const chosen = getFieldValue('kind') as RelationKind | undefined
            return isOfCompany(chosen) ? (
              <TextField name="company" label={text.toCompany} required max={200} />
            ) : (
              <Form.Item
                name="customerId"
                label={say(text.toPerson)}
                rules={[{ required: true, message: say(text.person) }]}
              >
                <PickCustomer except={customerId} />
              </Form.Item>
            )
          }}
        </Form.Item>
        <TextField name="note" label={text.note} max={200} />
      </FormDrawer>
    </Sheet>
  )
}
