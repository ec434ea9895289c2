order-number = Ordine
order-account = Cliente
order-state = Stato
order-placed = Inviato
order-products = Articoli
order-purchase-order = N. ordine interno
order-net = Netto
order-title = Ordine { $number }
order-title-words = Ordine
order-reorder = Riordina
order-timeline = Avanzamento
order-shipments = Spedizioni
order-placed-by = Inviato da
order-acted-by = (tramite { $person })
order-approved-by = (approvato da { $person })
order-ddt = Riferimento DDT
order-just-placed = Ordine inviato
order-just-placed-text = La merce disponibile è prenotata. Una conferma arriva per e-mail.
orders-empty-title = Nessun ordine
orders-empty-text = Gli ordini dell'azienda compaiono qui, con avanzamento, spedizioni e riordino in un clic.
timeline-for = per { $person }
timeline-placed = Ordine ricevuto
timeline-submitted = Inviato in approvazione
timeline-approved = Approvato
timeline-rejected = Respinto
timeline-confirmed = Confermato
timeline-partly_shipped = Spedito in parte
timeline-shipped = Spedito
timeline-delivered = Consegnato
timeline-completed = Concluso
timeline-closed_short = Chiuso senza il resto
timeline-cancelled = Annullato
timeline-withdrawn = Ritirato
timeline-changed = Modificato
timeline-reserved = Merce prenotata
timeline-open-confirmed = Conferma
timeline-open-shipped = Spedizione
timeline-open-rest_shipped = Spedizione del resto
timeline-part = spedito: { $sent }; da spedire: { $rest }
timeline-part-all = spedito: { $sent }; nulla più da spedire
shipment-of = di { $quantity }
timeline-open-delivered = Consegna
timeline-comment = «{ $comment }»
timeline-parcel = { $carrier }, collo { $code }
inbox-unread = { $count ->
    [one] { $count } da leggere
   *[other] { $count } da leggere
 }
inbox-read-all = Segna tutte come lette
inbox-new = Nuova:
inbox-empty-title = Nessuna notifica
inbox-empty-text = Approvazioni, conferme e spedizioni che riguardano questo utente compaiono qui.
order-requested = Consegna richiesta
timeline-imported = Importato
inbox-order-placed = Ordine { $order } ricevuto
inbox-order-confirmed = Ordine { $order } confermato
inbox-order-shipped = Ordine { $order } spedito
inbox-order-partly-shipped = Ordine { $order } spedito in parte
inbox-order-delivered = Ordine { $order } consegnato
inbox-order-closed-short = Ordine { $order }: il resto non verrà consegnato
inbox-order-cancelled = Ordine { $order } annullato
inbox-approval-requested = { $requester } chiede di approvare { $total }
inbox-approval-approved = Richiesta di { $total } approvata
inbox-approval-rejected = Richiesta di { $total } respinta
inbox-invitation = Invito al portale
inbox-password-reset = Nuova password
inbox-acted-for = { $rep } ha operato per { $account }
flash-reordered = { $lines ->
    [one] { $lines } riga dell'ordine { $order } nel carrello.
   *[other] { $lines } righe dell'ordine { $order } nel carrello.
 }
flash-reordered-some = { $lines ->
    [one] { $lines } riga nel carrello; non più ordinabili: { $left }.
   *[other] { $lines } righe nel carrello; non più ordinabili: { $left }.
 }
