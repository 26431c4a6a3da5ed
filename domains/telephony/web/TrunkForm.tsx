import { Form, type FormRule, Select } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { NumberField, PasswordField, SelectField, SwitchField, TextField } from '#web/ui/fields.tsx'
import { isTrunkAddress, toldAs, transports } from '../trunk.ts'
import {
  trunkContract as contract,
  type TrunkForm as Filled,
  trunkRefusals as refusals,
  type TrunkView,
} from '../trunk-contract.ts'
import { trunkText as text } from '../trunk-text.ts'
import style from './trunks.module.css'

export const refreshTrunks = [contract.listTrunks, contract.getTelephoneHealth]
const sampleNumber = '+8613800000000'
const usual: Partial<Filled> = { transport: 'udp', isOn: false, registers: false }

const LoginFields = ({ shown }: { shown: TrunkView | undefined }) => {
  const say = useWords()
  const user = Form.useWatch<string | undefined>('loginUser')
  const mayRegister = Boolean(user)
  return (
    <>
      <TextField
        name="loginUser"
        label={text.loginUser}
        help={text.loginUserHelp}
        rules={[{ pattern: /^[A-Za-z0-9._+-]*$/, message: say(text.loginUserWrong) }]}
      />
      <PasswordField
        name="password"
        label={text.password}
        help={text.passwordHelp}
        complete="new-password"
        {...(mayRegister && !shown?.passwordSetAt ? { required: true } : {})}
      />
      <SwitchField
        name="registers"
        label={text.registers}
        help={text.registersHelp}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, registers: boolean) =>
              registers && !getFieldValue('loginUser')
                ? Promise.reject(new Error(say(refusals.trunkRegistersWithoutLogin.text)))
                : Promise.resolve(),
          }),
        ]}
      />
    </>
  )
}

/** What the carrier will be told, while it is typed. */
const Example = () => {
  const say = useWords()
  const prefix = Form.useWatch<string | undefined>('prefix') ?? ''
  const strip = Form.useWatch<string | undefined>('strip') ?? ''
  return (
    <p className={style.example}>
      {say(text.example, { number: sampleNumber, told: toldAs(sampleNumber, { prefix, strip }) })}
    </p>
  )
}

const NumberFields = () => {
  const say = useWords()
  return (
    <>
      <div className={style.pair}>
        <TextField name="strip" label={text.strip} help={text.stripHelp} max={21} />
        <TextField name="prefix" label={text.prefix} help={text.prefixHelp} max={21} />
      </div>
      <Example />
      <Form.Item
        name="allowedPrefixes"
        label={say(text.allowed)}
        tooltip={say(text.allowedHelp)}
        rules={[
          {
            validator: (_rule, all: string[] | undefined) =>
              (all ?? []).every((one) => /^\+[0-9]{1,15}$/.test(one.trim()))
                ? Promise.resolve()
                : Promise.reject(new Error(say(text.allowedWrong))),
          },
        ]}
      >
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[',', ' ', '，']}
          placeholder={say(text.allAllowed)}
        />
      </Form.Item>
      <div className={style.pair}>
        <NumberField
          name="channels"
          label={text.channels}
          help={text.channelsHelp}
          least={1}
          most={100_000}
          placeholder={text.noLimit}
        />
        <NumberField
          name="callsPerSecond"
          label={text.perSecond}
          help={text.callsPerSecondHelp}
          least={1}
          most={10_000}
          placeholder={text.noLimit}
        />
      </div>
      <CostFields />
      <NumberField
        name="silentSeconds"
        label={text.silent}
        help={text.silentHelp}
        least={10}
        most={3600}
        placeholder={text.usualSilent}
      />
    </>
  )
}

const CostFields = () => {
  const say = useWords()
  const needsPrice: FormRule = ({ getFieldValue }) => ({
    validator: (_rule, limit: number | null | undefined) =>
      limit != null && getFieldValue('pricePerMinute') == null
        ? Promise.reject(new Error(say(refusals.trunkLimitWithoutPrice.text)))
        : Promise.resolve(),
  })
  return (
    <div className={style.pair}>
      <NumberField
        name="pricePerMinute"
        label={text.price}
        help={text.priceHelp}
        least={0.0001}
        most={1000}
        digits={4}
        placeholder={text.noPrice}
      />
      <NumberField
        name="dailyCostLimit"
        label={text.mostCost}
        help={text.mostCostHelp}
        least={0.01}
        most={10_000_000}
        digits={2}
        placeholder={text.noLimit}
        dependencies={['pricePerMinute']}
        rules={[needsPrice]}
      />
    </div>
  )
}

type Props = { shown: TrunkView | undefined; open: boolean; onClose: () => void; onSaved: (trunk: TrunkView) => void }

/** A trunk added, or its settings changed; its password goes in and never comes out. */
export const TrunkForm = ({ shown, open, onClose, onSaved }: Props) => {
  const say = useWords()
  const onDone = (trunk: TrunkView) => {
    onClose()
    onSaved(trunk)
  }
  const add = useDo(contract.addTrunk, { refresh: refreshTrunks, done: text.saved, onDone })
  const change = useDo(contract.changeTrunk, { refresh: refreshTrunks, done: text.saved, onDone })
  const save = ({ name, isOn, ...settings }: Filled) =>
    shown
      ? change.mutateAsync({ params: { trunkId: shown.id }, body: { ...settings, version: shown.version } })
      : add.mutateAsync({ body: { ...settings, name, isOn } })
  return (
    <FormDrawer<Filled>
      open={open}
      title={shown ? say(text.changeTitle, shown.name) : text.add}
      values={shown ?? usual}
      width={560}
      onClose={onClose}
      onSave={save}
    >
      {!shown && <TextField name="name" label={text.name} help={text.nameHelp} max={40} required />}
      <TextField
        name="address"
        label={text.address}
        help={text.addressHelp}
        max={259}
        required
        rules={[
          {
            validator: (_rule, address: string | undefined) =>
              !address || isTrunkAddress(address.trim())
                ? Promise.resolve()
                : Promise.reject(new Error(say(text.addressWrong))),
          },
        ]}
      />
      <SelectField
        name="transport"
        label={text.transport}
        help={text.transportHelp}
        required
        options={transports.map((value) => ({ value, text: value.toUpperCase() }))}
      />
      <LoginFields shown={shown} />
      <NumberFields />
      {!shown && <SwitchField name="isOn" label={text.isOn} help={text.isOnHelp} />}
    </FormDrawer>
  )
}
