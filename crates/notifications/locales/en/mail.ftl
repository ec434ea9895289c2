mail-greeting = Hello { $name },
mail-comment = “{ $comment }”
mail-line-rest = { $quantity } to follow
mail-footer = Automatic message of the ordering portal. Choose language and notifications in your profile.

notice-order-placed-title = Order { $order } received
notice-order-placed-intro = we have received order { $order } of { $account } for { $total } including VAT. What is in stock has been reserved.
notice-order-placed-action = Open the order

notice-order-confirmed-title = Order { $order } confirmed
notice-order-confirmed-intro = order { $order } of { $account } has been confirmed and is being prepared.
notice-order-confirmed-action = Open the order

notice-order-shipped-title = Order { $order } shipped
notice-order-shipped-intro = shipment { $shipment } is on its way: order { $order } has been shipped in full. Tracking: { $tracking }.
notice-order-shipped-action = Track the shipment

notice-order-partly-shipped-title = Order { $order } shipped in part
notice-order-partly-shipped-intro = shipment { $shipment } brings a part of order { $order }: what has left and what is still to come is listed below. The rest leaves as soon as it is available. Tracking: { $tracking }.
notice-order-partly-shipped-action = Track the shipment

notice-order-delivered-title = Order { $order } delivered
notice-order-delivered-intro = order { $order } of { $account } has been delivered.
notice-order-delivered-action = Open the order

notice-order-closed-short-title = Order { $order }: the rest will not come
notice-order-closed-short-intro = what has not left yet of order { $order } of { $account } will not be delivered. The order’s page says which quantities.
notice-order-closed-short-action = Open the order
notice-order-cancelled-title = Order { $order } cancelled
notice-order-cancelled-intro = order { $order } of { $account } has been cancelled. What was reserved is available again.
notice-order-cancelled-action = Open the order

notice-approval-requested-title = { $requester } asks you to approve { $total }
notice-approval-requested-intro = { $requester } ({ $account }) has submitted a purchase of { $total }. It is above the limit and waits for a decision.
notice-approval-requested-action = Decide

notice-approval-approved-title = Purchase of { $total } approved
notice-approval-approved-intro = { $approver } has approved the purchase of { $total }.
notice-approval-approved-action = Open the request

notice-approval-rejected-title = Purchase of { $total } rejected
notice-approval-rejected-intro = { $approver } has rejected the purchase of { $total }. The cart can be changed again.
notice-approval-rejected-action = Open the cart

notice-invitation-title = Invitation to the portal of { $seller }
notice-invitation-intro = { $inviter } has invited you to buy for { $account } on the portal of { $seller }: the link works once, for seven days.
notice-invitation-action = Accept the invitation

notice-password-reset-title = New password
notice-password-reset-intro = a new password was asked for this address. The link works once, for one hour. If you did not ask, ignore this message.
notice-password-reset-action = Choose a new password

notice-acted-for-title = { $rep } acted for { $account }
notice-acted-for-intro = { $rep } has begun to act for { $account } on the portal. Everything done is in the activity log.
notice-acted-for-action = Open the log
