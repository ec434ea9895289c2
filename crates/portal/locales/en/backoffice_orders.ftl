office-orders = Orders
office-orders-sub = From receipt to delivery.
office-orders-view-to_confirm = To confirm
office-orders-view-to_ship = To ship
office-orders-view-on_the_way = On the way
office-orders-view-all = All
office-orders-empty-title = No orders yet
office-orders-empty-text = Orders from the portal, from reps and from customers' systems arrive here.
office-orders-confirm-empty-title = Everything is confirmed
office-orders-confirm-empty-text = New orders appear here as soon as they arrive.
office-orders-ship-empty-title = Everything is shipped
office-orders-ship-empty-text = Confirmed orders appear here until their last line has left.
office-orders-confirm-ticked = Confirm selected
office-tick-all = Select all
office-tick-order = Select order { $number }
office-ticked = selected
office-requested = Wanted by
office-no-date = as soon as possible
office-lines = Lines
office-late = Late
office-order-confirm = Confirm
office-order-ship = Ship
office-order-deliver = Mark delivered
office-order-complete = Complete
office-order-cancel = Cancel the order
office-order-cancel-text = Reserved goods become available again and the customer is told. A cancelled order is not opened again.
office-order-cancel-reason = Reason
office-order-cancel-hint = The customer reads it in the notice.
office-order-cancel-yes = Cancel the order
office-order-cancel-no = Keep the order
office-order-moved = Check the state below and repeat if still needed: what you typed is kept.
office-order-lines = Order lines
office-order-facts = Order data
office-account-terms = Payment
office-price-book = Price version
office-kept = Reserved in
office-free-now = { $quantity } free now
office-open = Open
office-ready = Ready
office-ship-title = New shipment
office-ship-quantity = Ship now
office-ship-quantity-of = Quantity of { $sku } to ship
office-ship-lines-hint = With 0 the line stays open.
office-ship-carrier = Carrier
office-ship-link = Tracking address
office-ship-link-hint = {"{"}code{"}"} stands for the code of each parcel.
office-ship-codes = Tracking codes
office-ship-codes-hint = One a line: each code is a parcel.
office-ship-submit = Record the shipment
office-related-approval = The customer's approval
office-related-mail = Messages about this order
office-related-orders = Other orders of { $account }
flash-orders-confirmed = { $count ->
    [one] One order confirmed.
   *[other] { $count } orders confirmed.
 }
flash-orders-partly-confirmed = { $count ->
    [one] One order confirmed. Still to be looked at: { $left }.
   *[other] { $count } orders confirmed. Still to be looked at: { $left }.
 }
flash-order-confirmed = Order { $number } confirmed.
flash-order-sent = Shipment { $shipment } is on its way.
flash-order-delivered = Order { $number } delivered.
flash-order-completed = Order { $number } completed.
flash-order-cancelled = Order { $number } cancelled: its goods are available again.
office-error-insufficient = There are not enough goods for: { $lines }. Correct the quantities, or wait for the delivery.
