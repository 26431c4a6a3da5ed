import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Space, Switch } from 'antd'
import { PromptChoice, PromptShown } from '#domains/telephony/web/public.tsx'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { Facts, FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { type HandlingForm, handlingContract } from '../contract.ts'
import type { CampaignHandling as Handling } from '../handling-contract.ts'
import { handlingText as text } from '../handling-text.ts'

const { getHandling, changeHandling } = handlingContract

const Fields = () => {
  const say = useWords()
  return (
    <>
      <Form.Item label={say(text.outside)} extra={say(text.rulesHelp)}>
        <Form.List name="outside">
          {(fields, { add, remove }) => (
            <Space orientation="vertical" size={4}>
              {fields.map(({ key, name }) => (
                <Space key={key} align="baseline">
                  <Form.Item name={[name, 'name']} rules={[{ required: true, whitespace: true }]} noStyle>
                    <Input maxLength={40} placeholder={say(text.name)} aria-label={say(text.name)} />
                  </Form.Item>
                  <Form.Item name={[name, 'number']} rules={[{ required: true, whitespace: true }]} noStyle>
                    <Input maxLength={40} placeholder={say(text.number)} aria-label={say(text.number)} />
                  </Form.Item>
                  <Button type="text" size="small" onClick={() => remove(name)}>
                    ×
                  </Button>
                </Space>
              ))}
              <Button size="small" icon={<PlusOutlined />} disabled={fields.length >= 50} onClick={() => add()}>
                {say(text.addNumber)}
              </Button>
            </Space>
          )}
        </Form.List>
      </Form.Item>
      <Form.Item name="messagePrompt" label={say(text.prompt)} extra={say(text.promptHelp)}>
        <PromptChoice />
      </Form.Item>
      <Form.Item
        name="showsListening"
        label={say(text.showsListening)}
        extra={say(text.showsListeningHelp)}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
    </>
  )
}

const useFacts = ({ outside, messagePrompt, showsListening, changedAt, changedByName }: Handling) => {
  const say = useWords()
  const numbers = outside.map(({ name, number }) => `${name} ${number}`).join(say({ zh: '；', en: '; ' }))
  return [
    { name: text.outside, value: numbers || say(text.noOutside) },
    { name: text.prompt, value: messagePrompt ? <PromptShown name={messagePrompt} /> : say(text.noPrompt) },
    { name: text.showsListening, value: say(showsListening ? text.yes : text.no) },
    {
      name: text.changedBy,
      value: changedAt ? (
        <>
          {changedByName} <Moment at={changedAt} grain="minute" />
        </>
      ) : (
        say(text.nobodyChanged)
      ),
    },
  ]
}

const Content = ({ handling }: { handling: Handling }) => {
  const say = useWords()
  const may = useMay()
  const editor = useDrawer<Handling>()
  const save = useDo(changeHandling, { refresh: [getHandling], done: text.saved, onDone: editor.close })
  const facts = useFacts(handling)
  const onSave = ({ outside = [], messagePrompt = '', showsListening }: HandlingForm) =>
    save.mutateAsync({
      params: { campaignId: handling.campaignId },
      body: { outside, messagePrompt, showsListening, version: handling.version },
    })
  return (
    <Sheet
      title={text.rulesTitle}
      help={text.rulesHelp}
      extra={
        may(changeHandling) && (
          <Button size="small" onClick={() => editor.show(handling)}>
            {say(text.change)}
          </Button>
        )
      }
    >
      <Facts items={facts} />
      <FormDrawer<HandlingForm>
        open={editor.open}
        title={text.rulesTitle}
        values={editor.shown}
        onClose={editor.close}
        onSave={onSave}
      >
        <Fields />
      </FormDrawer>
    </Sheet>
  )
}

/** Whom the campaign's agents may hand a customer to outside, the message they may leave, what they see of listeners. */
export const CampaignHandling = ({ campaignId }: { campaignId: string }) => {
  const asked = useAsk(getHandling, { params: { campaignId } })
  return <Shown asked={asked}>{(handling) => <Content handling={handling} />}</Shown>
}
