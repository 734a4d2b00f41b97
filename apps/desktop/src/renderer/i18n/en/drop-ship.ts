export const dropShip = {
  'menu.dropShip': 'Drop-ship',
  'field.no-ship-to': 'The order has no address: the supplier would not know where to ship to',
  'field.drop-ship-ordered':
    'The supplier has an order for this line already: close that one or make it void first',
  'field.drop-shipped': 'The supplier ships this line: post it by “Supplier shipped”',
  'field.not-drop-ship': 'An order that is shipped straight has goods for that sales order alone',
  'dropShip.badge': 'Drop-ship',
  'dropShip.mark': 'Drop-ship',
  'dropShip.markWhy':
    'The supplier ships the chosen lines straight to the customer: nothing is reserved here for ' +
    'them, and they are no shortage.',
  'dropShip.note': 'Shipped by the supplier: {{lines}}',
  'dropShip.view.order': 'To order',
  'dropShip.view.ship': 'To be shipped',
  'dropShip.noneWanted': 'Nothing is to be ordered that suppliers ship.',
  'dropShip.noneOpen': 'No supplier has anything to ship.',
  'dropShip.toOrder': 'To order',
  'dropShip.receiver': 'Receiver',
  'dropShip.shipTo': 'Ship to',
  'dropShip.noAddress': 'No address',
  'dropShip.left': '{{n}} without a supplier or an address are left out',
  'dropShip.ship': 'Supplier shipped',
  'dropShip.oneOrder': 'Only one order is posted at a time.',
  'dropShip.on': 'Shipped on',
  'dropShip.open': 'Open',
  'dropShip.qty': 'Shipped now',
  'dropShip.nothingOpen': 'Nothing of this order is left to ship.',
  'dropShip.shipWhy':
    'Posts the receipt and the delivery at once: in and out of transit at what it costs, payable ' +
    'and receivable together.',
  'dropShip.post': 'Post',
  'dropShip.shipped': 'Posted: receipt {{receipt}}, delivery {{delivery}}',
  'dropShip.hold': 'Keep as drafts until released',
  'dropShip.held': 'Kept as drafts: post it on the receipt once the delivery is released.',
  'dropShip.reverseWhy': 'Takes delivery and receipt back together, posted today. Why:',
  'dropShip.ofReceipt': 'Shipped by the supplier: posted and taken back with its receipt.',
  'dropShip.ofDelivery':
    'Shipped straight to the customer: posted and taken back with its delivery, never in a warehouse.',
  'dropShip.boardOrdered': 'Drop-ship {{qty}} {{on}}',
  'dropShip.boardNone': 'Drop-ship, not ordered',
};
