import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Card, Form } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { NoteField, NumberField, SelectField, ShareField, SwitchField, TextField } from '#web/ui/fields.tsx'
import { Grid } from '#web/ui/PageFrame.tsx'
import { actions, references, sides } from '../rule.ts'
import { actionWords, referenceWords, sideWords, text } from '../text.ts'
import { emptyBranch } from './rule-draft.ts'
import { useDictionary } from './use-dictionary.ts'

type At = { branch: number }
const useChosen = (): string[] => Form.useWatch('measures') ?? []

/** Where in the form a condition stands, and where in its list. */
const Threshold = ({ branch, condition }: At & { condition: number }) => {
  const { find } = useDictionary()
  const at = ['branches', branch, 'conditions', condition]
  const against = Form.useWatch([...at, 'against'])
  const measure = Form.useWatch([...at, 'measure'])
  if (against !== 'fixed') return <ShareField name={[condition, 'by']} label={text.by} least={0} most={5} digits={0} />
  if (find(measure)?.unit === 'ratio')
    return <ShareField name={[condition, 'value']} label={text.fixedValue} least={0} most={10} required />
  return <NumberField name={[condition, 'value']} label={text.fixedValue} least={0} digits={2} required />
}

const Conditions = ({ branch }: At) => {
  const say = useWords()
  const { nameOf } = useDictionary()
  const chosen = useChosen()
  return (
    <Form.List name={[branch, 'conditions']}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <Grid key={key} least={150}>
              <SelectField
                name={[name, 'measure']}
                label={text.condition}
                required
                options={chosen.map((code) => ({ value: code, text: nameOf(code) }))}
              />
              <SelectField
                name={[name, 'side']}
                label={text.side}
                required
                options={sides.map((value) => ({ value, text: sideWords[value] }))}
              />
              <SelectField
                name={[name, 'against']}
                label={text.against}
                required
                options={references.map((value) => ({ value, text: referenceWords[value] }))}
              />
              <Threshold branch={branch} condition={name} />
              <Form.Item label=" ">
                <Button
                  icon={<DeleteOutlined />}
                  aria-label={say(text.remove)}
                  disabled={fields.length === 1}
                  onClick={() => remove(name)}
                />
              </Form.Item>
            </Grid>
          ))}
          <Button
            icon={<PlusOutlined />}
            disabled={fields.length >= 4}
            onClick={() => add({ side: 'below', against: 'usual', by: 0.1, value: null })}
          >
            {say(text.addCondition)}
          </Button>
        </>
      )}
    </Form.List>
  )
}

const Outcome = ({ branch, part }: At & { part: 'alone' | 'shared' }) => {
  const { measures } = useDictionary()
  const flag = part === 'alone' ? 'hasAlone' : 'hasShared'
  const isWanted = Form.useWatch(['branches', branch, flag])
  const ratios = measures.filter(({ unit }) => unit !== 'count' && unit !== 'hours')
  return (
    <div>
      <SwitchField name={[branch, flag]} label={text[part]} />
      {isWanted && (
        <>
          <TextField name={[branch, part, 'finding']} label={text.findingWords} max={400} required />
          <NoteField name={[branch, part, 'question']} label={text.question} max={400} rows={2} required />
          <SelectField
            name={[branch, part, 'behaviour']}
            label={text.behaviourField}
            required
            options={ratios.map(({ code, name }) => ({ value: code, text: name }))}
          />
          <SelectField
            name={[branch, part, 'action']}
            label={text.action}
            required
            options={actions
              .filter((action) => action === 'note' || (action === 'task') === (part === 'alone'))
              .map((value) => ({ value, text: actionWords[value] }))}
          />
        </>
      )}
    </div>
  )
}

/** The branches of a rule: conditions, and what to think of a person or of the project where they hold. */
export const BranchFields = () => {
  const say = useWords()
  const subject = Form.useWatch('subject')
  return (
    <Form.List name="branches">
      {(fields, { add, remove }) => (
        <div style={{ display: 'grid', gap: 12 }}>
          {fields.map(({ key, name }) => (
            <Card
              key={key}
              size="small"
              title={`${name + 1}`}
              extra={
                <Button type="text" danger disabled={fields.length === 1} onClick={() => remove(name)}>
                  {say(text.removeBranch)}
                </Button>
              }
            >
              <TextField name={[name, 'name']} label={text.branchName} max={400} required />
              <p>{say(text.conditions)}</p>
              <Conditions branch={name} />
              <div style={{ height: 12 }} />
              <Grid least={360}>
                {subject !== 'campaign' && <Outcome branch={name} part="alone" />}
                <Outcome branch={name} part="shared" />
              </Grid>
            </Card>
          ))}
          <Button
            style={{ justifySelf: 'start' }}
            icon={<PlusOutlined />}
            disabled={fields.length >= 6}
            onClick={() => add(emptyBranch())}
          >
            {say(text.addBranch)}
          </Button>
        </div>
      )}
    </Form.List>
  )
}
