export const directSales = {
  'direct.title': 'Direct sale',
  'direct.lines': 'Lines of the sale',
  'direct.notAllowed':
    'A direct sale confirms an order and sends it out; ask whoever gives the rights, or go the long way.',
  'direct.paid': 'Paid',
  'direct.onAccount': 'On account',
  'direct.owed': 'Owed',
  'direct.over': 'Kept as an advance',
  'direct.linesFirst': 'Please write what is sold.',
  'direct.effect': 'Order, delivery and receipt at once, or none of them.',
  'direct.sell': 'Sell',
  'direct.stop': 'Stopped: {{why}}. Change it, or have an order approved.',
  'direct.sold': 'Sold',
  'direct.receipt': 'Receipt',
  'direct.next': 'Next sale',
  'direct.print': 'Print the delivery note',
  'order.why.prepay': 'Pays before; the money is not in',
} as const;
