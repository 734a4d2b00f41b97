import { supplierTargets } from '@xinhang/shared/import-kinds.ts';
import { headerGuess } from '../rows/guess.ts';

/** How columns of a list of suppliers are told, those of bookkeeping programs too. */
export const supplierHeaders = headerGuess(
  supplierTargets,
  {
    supplierCode: `供应商编码 供应商代码 供货商编号 厂商编号 单位编号 单位编码 往来单位编号 编号 编码
      供應商編碼 供應商代號 廠商編號 單位編號 往來單位編號 編號 vendorno suppliercode supplierno vendorid code`,
    supplierName: `供应商全称 供应商全名 供应商 供货商 供货商名称 厂商 厂商名称 往来单位 单位全名 单位名称 单位全称 名称 公司名称 厂家
      供應商全名 供應商 供貨商 廠商 廠商名稱 往來單位 單位名稱 名稱 公司名稱 supplier suppliername vendor vendorname companyname name company`,
    supplierContact:
      '联系人姓名 联络人 业务联系人 經辦人 聯絡人姓名 contact contactname contactperson',
    supplierPost: '联系人职务 职位 聯絡人職稱 職位 title contacttitle position',
    supplierPhone: `联系电话 电话号码 单位电话 座机 固定电话 聯絡電話 電話號碼 phone telephone tel`,
    supplierMobile:
      '手机号 手机号码 联系手机 移动电话 手機號碼 聯絡手機 行動電話 mobile mobilephone cellphone',
    supplierAddress: '联系地址 单位地址 公司地址 通讯地址 聯絡地址 公司地址 address',
    supplierTaxNo:
      '纳税人识别号 税务登记号 统一社会信用代码 納稅人識別號 統一編號 taxno vatno taxid',
    supplierDeductible: '是否可抵扣 是否一般纳税人 一般纳税人 deductible',
    supplierTerm: '结算方式 付款方式 账期 付款期限 結算方式 付款方式 帳期 paymentterm terms',
    supplierBank: '开户银行 银行 銀行 開戶行 bank bankname',
    supplierAccount: '银行账号 银行帐号 帐号 银行账户 銀行帳號 帳號 bankaccount accountno',
    supplierBuyer: '经手人 业务员 采购负责人 負責人 經手人 業務員 buyer owner',
    supplierState: '是否启用 停用 在用 active enabled',
    supplierNote: '说明 备注信息 註記 說明 備註 note notes remark remarks comment',
  },
  [
    [
      /(供应商|供應商|供货商|供貨商|廠商|厂商|单位|單位).*(编号|編號|编码|編碼|代码|代號)/,
      'supplierCode',
    ],
    [/(供应商|供應商|供货商|供貨商|廠商|厂商|单位|單位).*(名|称|稱)/, 'supplierName'],
    [/(税号|稅號|识别号|識別號|信用代码)/, 'supplierTaxNo'],
    [/(手机|手機|移动电话|行動電話)/, 'supplierMobile'],
    [/(电话|電話)/, 'supplierPhone'],
    [/(联系|聯絡|联络).*人/, 'supplierContact'],
    [/(地址)/, 'supplierAddress'],
  ],
);
