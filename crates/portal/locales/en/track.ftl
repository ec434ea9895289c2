order-number = Order
order-account = Customer
order-state = State
order-placed = Placed
order-products = Items
order-purchase-order = PO number
order-net = Net
order-title = Order { $number }
order-title-words = Order
order-reorder = Reorder
order-timeline = Progress
order-shipments = Shipments
order-placed-by = Placed by
order-acted-by = (through { $person })
order-approved-by = (approved by { $person })
order-ddt = Delivery note reference
order-just-placed = Order placed
order-just-placed-text = Goods in stock are reserved. A confirmation comes by e-mail.
orders-empty-title = No orders
orders-empty-text = Your company's orders appear here, with progress, shipments and one-click reorder.
timeline-for = for { $person }
timeline-placed = Order received
timeline-submitted = Submitted for approval
timeline-approved = Approved
timeline-rejected = Rejected
timeline-confirmed = Confirmed
timeline-partly_shipped = Partly shipped
timeline-shipped = Shipped
timeline-delivered = Delivered
timeline-completed = Completed
timeline-closed_short = Closed without the rest
timeline-cancelled = Cancelled
timeline-withdrawn = Withdrawn
timeline-changed = Changed
timeline-reserved = Goods reserved
timeline-open-confirmed = Confirmation
timeline-open-shipped = Shipping
timeline-open-rest_shipped = Shipping of the rest
timeline-part = { $sent } shipped, { $rest } to follow
timeline-part-all = { $sent } shipped, complete
shipment-of = of { $quantity }
timeline-open-delivered = Delivery
timeline-comment = “{ $comment }”
timeline-parcel = { $carrier }, parcel { $code }
inbox-unread = { $count ->
    [one] { $count } unread
   *[other] { $count } unread
 }
inbox-read-all = Mark all as read
inbox-new = New:
inbox-empty-title = Nothing in the inbox
inbox-empty-text = Approvals, confirmations and shipments that concern you appear here.
order-requested = Requested for
timeline-imported = Imported
inbox-order-placed = Order { $order } received
inbox-order-confirmed = Order { $order } confirmed
inbox-order-shipped = Order { $order } shipped
inbox-order-partly-shipped = Order { $order } shipped in part
inbox-order-delivered = Order { $order } delivered
inbox-order-closed-short = Order { $order }: the rest will not come
inbox-order-cancelled = Order { $order } cancelled
inbox-approval-requested = { $requester } asks to approve { $total }
inbox-approval-approved = Request of { $total } approved
inbox-approval-rejected = Request of { $total } rejected
inbox-invitation = Invitation to the portal
inbox-password-reset = New password
inbox-acted-for = { $rep } acted for { $account }
flash-reordered = { $lines ->
    [one] { $lines } line of order { $order } is in the cart.
   *[other] { $lines } lines of order { $order } are in the cart.
 }
flash-reordered-some = { $lines ->
    [one] { $lines } line is in the cart; no longer sold: { $left }.
   *[other] { $lines } lines are in the cart; no longer sold: { $left }.
 }
