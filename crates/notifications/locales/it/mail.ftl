mail-greeting = Buongiorno { $name },
mail-comment = «{ $comment }»
mail-line-rest = da spedire: { $quantity }
mail-footer = Messaggio automatico del portale ordini. La lingua e le notifiche si scelgono nel profilo.

notice-order-placed-title = Ordine { $order } ricevuto
notice-order-placed-intro = abbiamo ricevuto l’ordine { $order } di { $account } per { $total } IVA inclusa. La merce disponibile è già riservata.
notice-order-placed-action = Apri l’ordine

notice-order-confirmed-title = Ordine { $order } confermato
notice-order-confirmed-intro = l’ordine { $order } di { $account } è stato confermato ed è in preparazione.
notice-order-confirmed-action = Apri l’ordine

notice-order-shipped-title = Ordine { $order } spedito
notice-order-shipped-intro = la spedizione { $shipment } è partita: l’ordine { $order } è spedito per intero. Tracciatura: { $tracking }.
notice-order-shipped-action = Segui la spedizione

notice-order-partly-shipped-title = Ordine { $order } spedito in parte
notice-order-partly-shipped-intro = la spedizione { $shipment } porta una parte dell’ordine { $order }: quanto è partito e quanto resta è scritto sotto. Il resto parte appena disponibile. Tracciatura: { $tracking }.
notice-order-partly-shipped-action = Segui la spedizione

notice-order-delivered-title = Ordine { $order } consegnato
notice-order-delivered-intro = l’ordine { $order } di { $account } risulta consegnato.
notice-order-delivered-action = Apri l’ordine

notice-order-closed-short-title = Ordine { $order }: il resto non verrà consegnato
notice-order-closed-short-intro = dell’ordine { $order } di { $account } non verrà consegnato quanto non è ancora partito. La pagina dell’ordine dice quali quantità.
notice-order-closed-short-action = Apri l’ordine
notice-order-cancelled-title = Ordine { $order } annullato
notice-order-cancelled-intro = l’ordine { $order } di { $account } è stato annullato. La merce riservata è di nuovo disponibile.
notice-order-cancelled-action = Apri l’ordine

notice-approval-requested-title = { $requester } chiede l’approvazione di { $total }
notice-approval-requested-intro = { $requester } ({ $account }) ha inviato una richiesta di acquisto di { $total } che supera il limite e attende la decisione.
notice-approval-requested-action = Decidi

notice-approval-approved-title = Richiesta di { $total } approvata
notice-approval-approved-intro = { $approver } ha approvato la richiesta di { $total }.
notice-approval-approved-action = Apri la richiesta

notice-approval-rejected-title = Richiesta di { $total } respinta
notice-approval-rejected-intro = { $approver } ha respinto la richiesta di { $total }. Il carrello è di nuovo modificabile.
notice-approval-rejected-action = Apri il carrello

notice-invitation-title = Invito al portale di { $seller }
notice-invitation-intro = { $inviter } ha invitato questo indirizzo ad acquistare per { $account } sul portale di { $seller }: il collegamento vale sette giorni e si usa una volta sola.
notice-invitation-action = Accetta l’invito

notice-password-reset-title = Nuova password
notice-password-reset-intro = è stata chiesta una nuova password per questo indirizzo. Il collegamento vale un’ora e si usa una volta sola. Chi non l’ha chiesta può ignorare il messaggio.
notice-password-reset-action = Scegli la nuova password

notice-acted-for-title = { $rep } ha operato per conto di { $account }
notice-acted-for-intro = { $rep } ha iniziato a operare per conto di { $account } sul portale. Ogni operazione resta nel registro delle attività.
notice-acted-for-action = Apri il registro
